"""The recruiters' desk: who sees which dossier, lists, reviews, ratings, statuses."""

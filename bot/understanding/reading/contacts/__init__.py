"""How somebody can be reached: the words of e-mail addresses and telephone numbers become their normal forms."""

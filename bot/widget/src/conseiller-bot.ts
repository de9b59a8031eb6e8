/**
 * What one script tag brings: the element `<conseiller-bot>`, and one of them on a page that has none.
 *
 *     <script src="https://assistant.exemple.fr/conseiller-bot.js" defer></script>
 *
 * Loaded twice, it does nothing the second time.
 */

import { ConseillerBot } from "./element";
import { placeOnPage } from "./placement";

const NAME = "conseiller-bot";

if (!customElements.get(NAME)) customElements.define(NAME, ConseillerBot);
placeOnPage(NAME);

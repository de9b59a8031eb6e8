import { css, unsafeCSS } from "lit";

/** Where the chat fills the screen. */
export const SMALL_SCREEN = "(max-width: 30em), (max-height: 30em)";

const small = unsafeCSS(SMALL_SCREEN);

const dark = css`
  --_accent: var(--chat-accent, #9cc4ff);
  --_on-accent: var(--chat-on-accent, #0c1a2d);
  --_surface: var(--chat-surface, #1a2029);
  --_text: var(--chat-text, #edf1f6);
  --_muted: var(--chat-muted, #b4c0cf);
  --_line: var(--chat-line, #3d4858);
  --_field-line: #8a97a8;
  --_bot: var(--chat-bot, #28313e);
  --_user: var(--chat-user, #21426d);
  --_alert: #ffb4ab;
  --_alert-surface: #3b201e;
  --_notice-surface: #3a3114;
  color-scheme: dark;
`;

/**
 * The look. A page may set the `--chat-…` properties on the element.
 *
 * Lengths are in `em` of the person's own font size: a page may have made its root's another.
 */
export const styles = css`
  :host {
    all: initial;
    --_accent: var(--chat-accent, #1c4f91);
    --_on-accent: var(--chat-on-accent, #fff);
    --_surface: var(--chat-surface, #fff);
    --_text: var(--chat-text, #1b2430);
    --_muted: var(--chat-muted, #4a5768);
    --_line: var(--chat-line, #c3ccd8);
    --_field-line: #6b7889;
    --_bot: var(--chat-bot, #eff2f6);
    --_user: var(--chat-user, #dbe8f9);
    --_alert: #8f1d14;
    --_alert-surface: #fdeeec;
    --_notice-surface: #fff5d9;
    color-scheme: light;
    display: block;
  }

  /* A button has no place of its own in the page, so nothing of the page can move, fade or cut it. */
  :host(:not([open])) {
    display: contents !important;
  }

  :host([hidden]) {
    display: none !important;
  }

  @media screen and (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }

  @media screen {
    :host([theme="dark"]) {
      ${dark}
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :where(button, input, textarea) {
    font: inherit;
    color: inherit;
  }

  /* Here, because a page's rule for everything reaches the element itself, and what it sets is inherited. */
  :where(.panel, .bubble) {
    all: initial;
    box-sizing: border-box;
    direction: ltr;
    font: var(--chat-font-size, medium) / 1.5 var(--chat-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif);
    color: var(--_text);
  }

  button {
    cursor: pointer;
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .unread {
    padding: 0.1em 0.6em;
    border: 1px solid transparent;
    border-radius: 1em;
    background: var(--_on-accent);
    color: var(--_accent);
    font-size: 0.875em;
  }

  .bubble {
    position: fixed;
    right: max(var(--chat-offset, 1em), env(safe-area-inset-right));
    bottom: max(var(--chat-offset, 1em), env(safe-area-inset-bottom));
    z-index: var(--chat-z-index, 1000);
    display: flex;
    align-items: center;
    gap: 0.6em;
    max-width: calc(100vw - 2em);
    min-height: 3em;
    padding: 0.7em 1.1em;
    border: 1px solid transparent;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    text-align: start;
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  }

  svg {
    flex: none;
    width: 1.4em;
    height: 1.4em;
    fill: currentcolor;
  }

  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 0.5em;
    background: var(--_surface);
  }

  .panel.floating {
    position: fixed;
    inset: auto max(var(--chat-offset, 1em), env(safe-area-inset-right))
      calc(max(var(--chat-offset, 1em), env(safe-area-inset-bottom)) + var(--_under, 0px)) auto;
    z-index: var(--chat-z-index, 1000);
    width: min(var(--chat-width, 26em), calc(100vw - 2em));
    max-width: none;
    height: min(var(--chat-height, 40em), calc(var(--_room, 100dvh) - 2em));
    max-height: none;
    margin: 0;
    padding: 0;
    box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
  }

  @media ${small} {
    .panel:is(.floating, .alone) {
      position: fixed;
      inset: auto 0 var(--_under, 0px);
      z-index: var(--chat-z-index, 1000);
      width: 100%;
      height: var(--_room, 100dvh);
      border: 0;
      border-radius: 0;
    }
  }

  .head {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.4em 0.4em 1em;
    border-bottom: 1px solid var(--_line);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1em;
    line-height: 1.3;
  }

  .subtitle {
    display: block;
    font-size: 0.8125em;
    font-weight: 400;
    color: var(--_muted);
  }

  .plain {
    display: inline-grid;
    place-items: center;
    min-width: 2.75em;
    min-height: 2.75em;
    padding: 0 0.5em;
    border: 1px solid transparent;
    border-radius: 0.4em;
    background: none;
  }

  .plain:hover {
    background: var(--_bot);
  }

  .menu-button {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .body {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }

  /* Over the conversation, which keeps its place behind. */
  .menu {
    position: absolute;
    inset: 0 0 auto;
    z-index: 1;
    max-height: 100%;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.4em;
    border-bottom: 1px solid var(--_line);
    background: var(--_surface);
    box-shadow: 0 4px 12px rgb(0 0 0 / 20%);
  }

  .menu[hidden] {
    display: none;
  }

  .menu ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .item {
    width: 100%;
    justify-items: start;
    text-align: start;
  }

  a.item {
    color: inherit;
  }

  .code {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 0.5em;
    align-items: center;
    padding: 0.4em;
  }

  .code label,
  .code .hint {
    flex: 1 0 100%;
  }

  .code input {
    flex: 1 1 8em;
    min-width: 0;
    min-height: 2.75em;
    padding: 0.4em 0.75em;
    border: 1px solid var(--_field-line);
    border-radius: 0.4em;
    background: var(--_surface);
    letter-spacing: 0.1em;
    text-transform: uppercase;
  }

  .code .hint {
    order: 1;
  }

  [aria-invalid="true"] {
    border-color: var(--_alert) !important;
    outline-color: var(--_alert);
  }

  [role="alert"].hint,
  .count.wrong {
    color: var(--_alert);
    font-weight: 600;
  }

  .log {
    flex: 1;
    min-height: 4em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    position: relative; /* what is hidden in it makes nothing around it scroll */
    padding: 1em;
    outline-offset: -3px;
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin: 0 0 0.6em;
  }

  .message.user {
    align-items: flex-end;
    margin-block: 1em;
  }

  .person {
    margin: 0 0 0.15em;
    font-size: 0.875em;
    font-weight: 600;
    color: var(--_muted);
  }

  .text {
    max-width: min(88%, 38em);
    margin: 0;
    padding: 0.55em 0.85em;
    border: 1px solid transparent;
    border-radius: 0.9em;
    background: var(--_bot);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .bot .text {
    border-bottom-left-radius: 0.2em;
  }

  .user .text {
    border-bottom-right-radius: 0.2em;
    background: var(--_user);
  }

  .unkept {
    color: var(--_muted);
    font-style: italic;
  }

  .undelivered .text {
    border: 1px dashed var(--_field-line);
    background: none;
  }

  .delivery,
  .at,
  .day {
    font-size: 0.8125em;
    color: var(--_muted);
  }

  .at {
    padding: 0 0.5em;
  }

  .day {
    margin: 0 0 0.6em;
    text-align: center;
  }

  .message:not(:first-child) ~ .day {
    margin-top: 1.2em;
  }

  .copy {
    border-color: var(--_line);
    margin-block: 0.4em 0.2em;
    padding: 0 0.85em;
    color: var(--_accent);
  }

  .text a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .dock {
    flex: none;
  }

  /* Above the choices, never over what is read. */
  .dock .jump {
    display: block;
    margin: 0 auto 0.4em;
    border-radius: 2em;
  }

  .jump::after {
    content: "\\2193" / "";
    margin-inline-start: 0.5em;
  }

  .pinned {
    display: grid;
    width: 100%;
    justify-items: start;
    padding: 0.5em 1em;
    border: 0;
    border-top: 1px solid var(--_line);
    border-radius: 0;
    background: var(--_bot);
    text-align: start;
    outline-offset: -3px;
  }

  .asked {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .jump + .pinned .asked {
    -webkit-line-clamp: 1;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    max-height: 8.4em; /* two rows and a half: it shows that there are more */
    margin: 0;
    padding: 0.5em 0.7em;
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }

  .pinned + * .choices {
    max-height: 5.1em; /* one row and a half */
  }

  .choices li {
    max-width: 100%;
  }

  .choice {
    min-height: 2.75em;
    max-width: 100%;
    padding: 0.45em 1em;
    border: 1.5px solid var(--_accent);
    border-radius: 1.4em;
    background: var(--_surface);
    color: var(--_accent);
    font-weight: 600;
    line-height: 1.3;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .choice:hover {
    background: var(--_bot);
  }

  .typing {
    display: inline-flex;
    gap: 0.3em;
    padding: 0.95em 0.9em;
    border: 1px solid transparent;
    border-radius: 0.9em;
    background: var(--_bot);
  }

  .typing span {
    width: 0.5em;
    height: 0.5em;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--_muted);
    animation: typing 1.2s infinite;
  }

  .typing span:nth-child(2) {
    animation-delay: 0.2s;
  }

  .typing span:nth-child(3) {
    animation-delay: 0.4s;
  }

  @keyframes typing {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }

  .state,
  .alert {
    flex: none;
  }

  .state:not(:empty) {
    padding: 0 1em 0.5em;
    font-size: 0.9375em;
    color: var(--_muted);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.8em;
    padding: 0.5em 1em;
    border-top: 1px solid var(--_line);
    background: var(--_notice-surface);
    font-size: 0.9375em;
    line-height: 1.4;
  }

  .bar.error {
    background: var(--_alert-surface);
    color: var(--_alert);
  }

  .bar p {
    flex: 1 1 12em;
    margin: 0;
  }

  .filled {
    min-height: 2.75em;
    padding: 0.4em 1.1em;
    border: 1px solid transparent;
    border-radius: 0.4em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .filled:hover,
  .bubble:hover {
    filter: brightness(0.9);
  }

  .write {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.4em 0.5em;
    align-items: end;
    padding: 0.7em;
    border-top: 1px solid var(--_line);
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 2.75em;
    max-height: min(12em, calc(var(--_room, 100dvh) * 0.3));
    padding: 0.55em 0.75em;
    border: 1px solid var(--_field-line);
    border-radius: 0.4em;
    background: var(--_surface);
    line-height: 1.5;
    resize: none;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .hint,
  .count {
    grid-column: 1 / -1;
    margin: 0;
    font-size: 0.8125em;
    line-height: 1.3;
    color: var(--_muted);
  }

  .count:empty {
    display: none;
  }

  @media ${small}, (pointer: coarse) {
    .keys {
      display: none;
    }
  }

  /* A keyboard, or a page magnified four times, leaves some sixteen lines. */
  .short .head {
    padding-block: 0.1em;
  }

  .short .log {
    min-height: 0;
    padding-block: 0.5em;
  }

  .short .choices {
    flex-wrap: nowrap;
  }

  .short .choices li {
    flex: none;
    max-width: 85%;
  }

  .short .bar {
    padding-block: 0.2em;
  }

  .short .write {
    padding: 0.4em;
  }

  .short.floating {
    overflow: auto;
  }

  .short .body {
    min-height: 9em;
  }

  .short textarea {
    max-height: calc(var(--_room, 100dvh) * 0.2);
  }

  @media (max-height: 20em) {
    .dock .jump {
      width: 100%;
      margin: 0;
      border-radius: 0;
    }

    .jump + .pinned {
      display: none;
    }
  }

  @media (max-width: 24em) {
    .log {
      padding: 0.7em;
    }

    .text {
      max-width: 96%;
    }

    .filled {
      padding-inline: 0.75em;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .typing span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .typing span {
      background: CanvasText;
    }

    .bubble,
    .bubble span,
    .filled,
    .choice {
      color: ButtonText;
    }

    .unkept,
    .hint,
    .count,
    .delivery,
    .at,
    .day {
      color: CanvasText;
    }
  }

  @media print {
    .bubble,
    .floating,
    .head button,
    .menu,
    .dock,
    .copy,
    .state,
    .alert,
    .write {
      display: none;
    }

    .panel {
      height: auto;
      border: 0;
      overflow: visible;
    }

    .log,
    .body {
      overflow: visible;
    }

    .text {
      border: 1px solid #6b7889;
      break-inside: avoid;
    }
  }
`;

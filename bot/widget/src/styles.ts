import { css } from "lit";

/** The look. A page may set the `--chat-…` colours on the element. */
export const styles = css`
  :host {
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
    color-scheme: light dark;
    display: block;
    font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
    color: var(--_text);
  }

  @media (prefers-color-scheme: dark) {
    :host {
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
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  button,
  textarea {
    font: inherit;
    color: inherit;
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

  .bubble {
    position: fixed;
    right: max(1rem, env(safe-area-inset-right));
    bottom: max(1rem, env(safe-area-inset-bottom));
    z-index: 1000;
    display: flex;
    align-items: center;
    gap: 0.6rem;
    max-width: calc(100vw - 2rem);
    min-height: 3rem;
    padding: 0.7rem 1.1rem;
    border: 1px solid transparent;
    border-radius: 2rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    text-align: start;
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
  }

  svg {
    flex: none;
    width: 1.4rem;
    height: 1.4rem;
    fill: currentcolor;
  }

  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 0.5rem;
    background: var(--_surface);
  }

  .panel.floating {
    position: fixed;
    right: max(1rem, env(safe-area-inset-right));
    bottom: max(1rem, env(safe-area-inset-bottom));
    z-index: 1000;
    width: min(26rem, calc(100vw - 2rem));
    height: min(40rem, calc(100dvh - 2rem));
    box-shadow: 0 4px 24px rgb(0 0 0 / 35%);
  }

  @media (max-width: 30rem), (max-height: 30rem) {
    .panel.floating {
      inset: 0;
      width: auto;
      height: auto;
      border: 0;
      border-radius: 0;
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.5rem 0.6rem 0.5rem 1rem;
    border-bottom: 1px solid var(--_line);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1rem;
    line-height: 1.3;
  }

  h2 span {
    font-weight: 400;
    color: var(--_muted);
  }

  .close {
    display: grid;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    border: 0;
    border-radius: 0.4rem;
    background: none;
  }

  .close:hover {
    background: var(--_bot);
  }

  .log {
    flex: 1;
    min-height: 4rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 1rem;
    outline-offset: -3px;
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin: 0 0 0.6rem;
  }

  .message.user {
    align-items: flex-end;
    margin-block: 1rem;
  }

  .text {
    max-width: min(88%, 38rem);
    margin: 0;
    padding: 0.55rem 0.85rem;
    border: 1px solid transparent;
    border-radius: 0.9rem;
    background: var(--_bot);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .bot .text {
    border-bottom-left-radius: 0.2rem;
  }

  .user .text {
    border-bottom-right-radius: 0.2rem;
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

  .person {
    margin: 0;
    font-size: 0.875rem;
    font-weight: 600;
  }

  .delivery {
    font-size: 0.875rem;
    color: var(--_muted);
  }

  .text a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    max-width: 100%;
    margin: 0.6rem 0 0;
    padding: 0;
    list-style: none;
  }

  .choices li {
    max-width: 100%;
  }

  .choice {
    min-height: 2.75rem;
    max-width: 100%;
    padding: 0.45rem 1rem;
    border: 1.5px solid var(--_accent);
    border-radius: 1.4rem;
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
    gap: 0.3rem;
    padding: 0.95rem 0.9rem;
    border: 1px solid transparent;
    border-radius: 0.9rem;
    background: var(--_bot);
  }

  .typing span {
    width: 0.5rem;
    height: 0.5rem;
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
    padding: 0 1rem 0.5rem;
    font-size: 0.9375rem;
    color: var(--_muted);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.8rem;
    padding: 0.5rem 1rem;
    border-top: 1px solid var(--_line);
    background: var(--_notice-surface);
    font-size: 0.9375rem;
    line-height: 1.4;
  }

  .bar.error {
    background: var(--_alert-surface);
    color: var(--_alert);
  }

  .bar p {
    flex: 1 1 12rem;
    margin: 0;
  }

  .retry,
  .send {
    min-height: 2.75rem;
    padding: 0.4rem 1.1rem;
    border: 1px solid transparent;
    border-radius: 0.4rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .retry:hover,
  .send:hover,
  .bubble:hover {
    filter: brightness(0.9);
  }

  form {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.4rem 0.5rem;
    align-items: end;
    padding: 0.7rem;
    border-top: 1px solid var(--_line);
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    max-height: min(12rem, 30dvh);
    padding: 0.55rem 0.75rem;
    border: 1px solid var(--_field-line);
    border-radius: 0.4rem;
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
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--_muted);
  }

  .count:empty {
    display: none;
  }

  @media (max-width: 30rem), (max-height: 30rem), (pointer: coarse) {
    .hint {
      display: none;
    }
  }

  @media (max-width: 24rem) {
    .log {
      padding: 0.7rem;
    }

    .text {
      max-width: 96%;
    }

    .send {
      padding-inline: 0.75rem;
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

    .unkept,
    .hint,
    .count,
    .delivery {
      color: CanvasText;
    }
  }
`;

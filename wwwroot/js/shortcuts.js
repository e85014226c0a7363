// Single keys that lead through the portal. They can be switched off on their page, and never act while somebody types.
import { possible, toggle, wanted } from './notices.js';

const place = 'shortcuts';
const afterG = { d: '/deployments', g: '/groups', i: '/instance-types', m: '/overview', a: '/audit', s: '/system' };
const patience = 1500;
let waitsForSecond = 0;

function isOn() {
  try {
    return localStorage.getItem(place) !== 'off';
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target.isContentEditable || target.closest?.('input, select, textarea, [contenteditable], [data-own-keys]');
}

const single = {
  '?': () => Blazor.navigateTo('/shortcuts'),
  c: () => Blazor.navigateTo('/deployments/create'),
  t: () => document.querySelector('[data-toggle-theme]')?.click(),
  '/': () => document.querySelector('main input[type="search"]')?.focus(),
  g: () => {
    waitsForSecond = performance.now();
  },
};

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!isOn() || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const second = performance.now() - waitsForSecond < patience && waitsForSecond > 0;
  waitsForSecond = 0;
  const act = second ? afterG[event.key] && (() => Blazor.navigateTo(afterG[event.key])) : single[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Switches that live in this browser alone: the server neither knows nor changes them.
function show(button, on) {
  button.hidden = false;
  button.setAttribute('aria-checked', String(on));
}

function showSwitches() {
  for (const button of document.querySelectorAll('[data-switch="shortcuts"]')) show(button, isOn());
  for (const button of document.querySelectorAll('[data-switch="notices"]')) if (possible()) show(button, wanted());
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-switch]');
  if (button?.dataset.switch === 'shortcuts') {
    try {
      localStorage.setItem(place, isOn() ? 'off' : 'on');
    } catch { /* then they stay on */ }
  }
  if (button?.dataset.switch === 'notices') await toggle();
  if (button) showSwitches();
});

new MutationObserver(showSwitches).observe(document.body, { childList: true, subtree: true });
showSwitches();

// The browser's own notices, for somebody who looks elsewhere. Only after the person switched them on in this browser, and the
// browser allowed them.
const place = 'notices';

function remembered() {
  try {
    return localStorage.getItem(place) === 'on';
  } catch {
    return false;
  }
}

export function possible() {
  return 'Notification' in window && window.isSecureContext && Notification.permission !== 'denied';
}

export function wanted() {
  return possible() && Notification.permission === 'granted' && remembered();
}

export async function toggle() {
  const on = !wanted() && (await Notification.requestPermission()) === 'granted';
  try {
    localStorage.setItem(place, on ? 'on' : 'off');
  } catch { /* then they are off after the next load */ }
  return on;
}

export function tell(title, text, href) {
  if (!document.hidden || !wanted()) return;
  const notice = new Notification(title, { body: text, tag: href });
  notice.onclick = () => {
    window.focus();
    Blazor.navigateTo(href);
    notice.close();
  };
}

// Turns one raw log line into pieces that are safe to show: ANSI colours become class names, every other control or
// direction character becomes its number. Pure: no DOM here.

const colourNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const palette = [
  [0, 0, 0], [187, 0, 0], [0, 187, 0], [187, 187, 0], [0, 0, 187], [187, 0, 187], [0, 187, 187], [187, 187, 187],
  [85, 85, 85], [255, 85, 85], [85, 255, 85], [255, 255, 85], [85, 85, 255], [255, 85, 255], [85, 255, 255], [255, 255, 255],
];

// One of: a colour sequence; a character that moves the cursor, ends the line, turns the direction of writing, or is invisible.
// The pages follow the same rule (VisibleText).
const special = new RegExp(
  '\\x1b\\[([0-9;:]*)m|([\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb])', 'g');

/** The line in order, as pieces of { text, classes }; classes holds names for the style sheet, joined by spaces. */
export function pieces(line) {
  const result = [];
  let style = {};
  let at = 0;
  for (const match of line.matchAll(special)) {
    push(result, line.slice(at, match.index), classesOf(style));
    if (match[1] !== undefined) style = restyle(style, match[1]);
    else push(result, visible(match[2]), `${classesOf(style)} log-escape`.trim());
    at = match.index + match[0].length;
  }
  push(result, line.slice(at), classesOf(style));
  return result;
}

/** The line without colour sequences, other control characters made visible: for the clipboard. */
export function plain(line) {
  return pieces(line).map((piece) => piece.text).join('');
}

function push(result, text, classes) {
  if (text !== '') result.push({ text, classes });
}

function visible(character) {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

function restyle(before, sequence) {
  const codes = sequence.split(/[;:]/).map(Number);
  const style = { ...before };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 38 || code === 48) {
      const { colour, used } = extended(codes, at + 1);
      style[code === 38 ? 'front' : 'back'] = colour;
      at += used;
    } else {
      apply(style, code);
    }
  }
  return style;
}

function apply(style, code) {
  if (code === 0) for (const key of Object.keys(style)) delete style[key];
  else if (code === 1) style.bold = true;
  else if (code === 2) style.dim = true;
  else if (code === 3) style.italic = true;
  else if (code === 4) style.underline = true;
  else if (code === 7) style.inverse = true;
  else if (code === 22) style.bold = style.dim = false;
  else if (code === 23) style.italic = false;
  else if (code === 24) style.underline = false;
  else if (code === 27) style.inverse = false;
  else if (code === 39) style.front = undefined;
  else if (code === 49) style.back = undefined;
  else if (code >= 30 && code <= 37) style.front = code - 30;
  else if (code >= 40 && code <= 47) style.back = code - 40;
  else if (code >= 90 && code <= 97) style.front = code - 82;
  else if (code >= 100 && code <= 107) style.back = code - 92;
}

// 256 colours and true colours fall to the nearest of the sixteen: those are readable in both themes.
function extended(codes, at) {
  if (codes[at] === 5) return { colour: indexed(codes[at + 1]), used: 2 };
  if (codes[at] === 2) return { colour: nearest(codes.slice(at + 1, at + 4)), used: 4 };
  return { colour: undefined, used: 0 };
}

function indexed(index) {
  if (!(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return index;
  if (index >= 232) return nearest(Array(3).fill(8 + (index - 232) * 10));
  const cube = index - 16;
  return nearest([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => (level ? 55 + level * 40 : 0)));
}

function nearest(rgb) {
  const distance = (colour) => colour.reduce((sum, part, i) => sum + (part - (rgb[i] ?? 0)) ** 2, 0);
  return palette.reduce((best, colour, index) => (distance(colour) < distance(palette[best]) ? index : best), 0);
}

function classesOf(style) {
  const names = ['bold', 'dim', 'italic', 'underline', 'inverse'].filter((name) => style[name]).map((name) => `ansi-${name}`);
  if (style.front !== undefined) names.push(`ansi-${colourName(style.front)}`);
  if (style.back !== undefined) names.push(`ansi-on-${colourName(style.back)}`);
  return names.join(' ');
}

function colourName(index) {
  return index < 8 ? colourNames[index] : `bright-${colourNames[index - 8]}`;
}

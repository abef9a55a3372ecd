// Pictures of documents: zoom, turn, contrast, move. All words come from the page.
const filters = ['', 'contrast(1.6)', 'grayscale(1) contrast(2.2)', 'grayscale(1) invert(1)'];

document.querySelectorAll('[data-viewer]').forEach((figure) => {
  const find = (css) => figure.querySelector(css);
  const [view, img, out] = [find('.view'), find('img'), find('output')];
  let zoom, turn, contrast, x, y;
  const draw = () => {
    // Turned by a quarter, the picture fits the frame by its other side.
    const side = turn % 2
      ? Math.min(view.clientWidth / img.clientHeight, view.clientHeight / img.clientWidth) || 1
      : 1;
    img.style.transform = `translate(${x}px, ${y}px) rotate(${turn * 90}deg) scale(${zoom * side})`;
    img.style.filter = filters[contrast];
    out.textContent = figure.dataset.state
      .replace('{zoom}', Math.round(zoom * 100))
      .replace('{turn}', (turn * 90) % 360)
      .replace('{contrast}', contrast);
  };
  const moved = (dx, dy) => {
    const far = (length) => Math.max(0, (zoom * length) / 2);
    x = Math.max(-far(view.clientWidth), Math.min(far(view.clientWidth), x + dx));
    y = Math.max(-far(view.clientHeight), Math.min(far(view.clientHeight), y + dy));
  };
  const zoomed = (by) => {
    const before = zoom;
    zoom = Math.max(1, Math.min(8, zoom * by));
    [x, y] = zoom === 1 ? [0, 0] : [x, y].map((way) => (way * zoom) / before);
  };
  const steps = {
    in: () => zoomed(1.25),
    out: () => zoomed(0.8),
    turn: () => { turn += 1; },
    contrast: () => { contrast = (contrast + 1) % filters.length; },
    reset: () => { [zoom, turn, contrast, x, y] = [1, 0, 0, 0, 0]; },
    left: () => moved(60, 0),
    right: () => moved(-60, 0),
    up: () => moved(0, 60),
    down: () => moved(0, -60),
  };
  const keys = {
    '+': 'in', ';': 'in', '=': 'in', '-': 'out', 0: 'reset', r: 'turn', c: 'contrast',
    ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  };
  const go = (step) => { steps[step](); draw(); };
  figure.addEventListener('keydown', (e) => {
    const step = keys[e.key] || keys[e.key.toLowerCase()];
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    go(step);
  });
  figure.addEventListener('click', (e) => {
    const button = e.target.closest('[data-view]');
    if (button) go(button.dataset.view);
  });
  view.addEventListener('pointerdown', (e) => { figure.focus(); view.setPointerCapture(e.pointerId); e.preventDefault(); });
  view.addEventListener('pointermove', (e) => {
    if (!view.hasPointerCapture(e.pointerId)) return;
    moved(e.movementX, e.movementY);
    draw();
  });
  view.addEventListener('dblclick', () => go('in'));
  addEventListener('resize', draw);
  img.addEventListener('load', draw);
  figure.querySelectorAll('[hidden]').forEach((part) => { part.hidden = false; });
  go('reset');
});

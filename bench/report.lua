-- Part of each script here: hands wrk's figures to `cargo xtask bench` as one line.
-- Times are in microseconds. With one thread (-t1), whose counts are all counts.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

-- Counts answers by status, in scripts that look at answers at all.
local function by_status()
  local counts = {}
  for status, count in pairs(threads[1]:get("statuses") or {}) do
    table.insert(counts, string.format("%d:%d", status, count))
  end
  return table.concat(counts, ",")
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "kura-bench requests=%d micros=%d p50=%d p99=%d bytes=%d refused=%d broken=%d statuses=%s\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.bytes, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    by_status()))
end

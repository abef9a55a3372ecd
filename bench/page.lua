-- One page, by one visitor after the other.
-- Arguments: a file with one Cookie header per line; `gzip` or `plain`.
-- Looks at no answer, so that wrk takes as little of the processor as it can.

dofile("bench/report.lua")

local requests, at = {}, 0

function init(args)
  for cookie in io.lines(args[1]) do
    local headers = { ["Cookie"] = cookie }
    if args[2] == "gzip" then headers["Accept-Encoding"] = "gzip" end
    table.insert(requests, wrk.format("GET", nil, headers))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

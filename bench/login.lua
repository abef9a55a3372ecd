-- Log-ins, from one account to the next, each from a browser not seen before.
-- Arguments: a file with one form body per line; the site's origin.

dofile("bench/report.lua")

statuses = {}
local requests, at = {}, 0

function init(args)
  for body in io.lines(args[1]) do
    local headers = {
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["Origin"] = args[2],
    }
    table.insert(requests, wrk.format("POST", nil, headers, body))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

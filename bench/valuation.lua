-- New figures, from one holding to the next, each for the day before the last one's.
-- Arguments: a file with Cookie header, holding and version per line, parted by tabs;
-- the site's origin.

dofile("bench/report.lua")

statuses = {}
local holdings, by_id, at, sent = {}, {}, 0, 0
local begun = os.time()
local DAY = 24 * 3600

function init(args)
  for line in io.lines(args[1]) do
    local cookie, id, version = line:match("^(.-)\t(.-)\t(%d+)$")
    local holding = {
      id = id,
      version = tonumber(version),
      days = 0,
      headers = {
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Origin"] = args[2],
        ["Cookie"] = cookie,
      },
    }
    table.insert(holdings, holding)
    by_id[id] = holding
  end
end

-- A UUID never used before: the run's second and a count.
local function form_key()
  sent = sent + 1
  return string.format("%08x-0000-4000-8000-%012x", begun, sent)
end

function request()
  at = at % #holdings + 1
  local holding = holdings[at]
  holding.days = holding.days + 1
  local body = string.format(
    "form_key=%s&version=%d&amount=%d&as_of=%s&flow=",
    form_key(), holding.version, 100000 + sent, os.date("!%Y-%m-%d", begun - holding.days * DAY))
  return wrk.format("POST", "/holdings/" .. holding.id .. "/valuations", holding.headers, body)
end

-- An answer does not say to which request, but a good one leads to its holding.
function response(status, headers)
  statuses[status] = (statuses[status] or 0) + 1
  local id = status == 303 and (headers["location"] or ""):match("^/holdings/([%x-]+)")
  if id and by_id[id] then by_id[id].version = by_id[id].version + 1 end
end

-- A prediction of 1 KB.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '"' .. string.rep("x", 1022) .. '"'

-- What the tests of Neovim share: each ends Neovim with the status 1 where something is not as it should be.

local function fail(what)
  io.stderr:write('nvim: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function check(what, is, should)
  if not vim.deep_equal(is, should) then
    fail(what .. ': ' .. vim.inspect(is) .. ', and not ' .. vim.inspect(should))
  end
end

local function await(what, condition)
  if not vim.wait(20000, condition, 20) then
    fail(what .. ': not within 20 s\n' .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'))
  end
end

return { fail = fail, check = check, await = await }

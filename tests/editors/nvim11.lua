-- Neovim 0.11 and later with nothing but `vim.lsp.enable('slsc')` and editors/nvim on the runtime path: the client comes by
-- itself, and its own commands do the rest. With the grammar's parser in PARSER, the queries are read as well.
-- Run by tests/editors/run, with `slsc` on the PATH and an empty folder in PROJECT.

local common = dofile('tests/editors/common.lua')
local fail, check, await = common.fail, common.check, common.await

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local function go(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
end

-- does the only action whose title has these words
local function act(words)
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find(words, 1, true) ~= nil end })
end

local function run()
  check('the version', vim.fn.has('nvim-0.11'), 1)
  vim.lsp.enable('slsc')
  local path = vim.env.PROJECT .. '/main.sls'
  vim.fn.writefile({
    'queue Work { visibilty: 30 s }',
    'function Run {',
    'code: inline("def handler(event, context): pass")',
    'handler: "index.handler"',
    'runtime: python3.13',
    'on queue Work',
    '}',
  }, path)
  vim.cmd('edit ' .. path)
  check('the file type', vim.bo.filetype, 'sls')
  local client
  await('a client is attached', function()
    client = vim.lsp.get_clients({ bufnr = 0, name = 'slsc' })[1]
    return client ~= nil and client.initialized
  end)

  local function errors()
    return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
  end
  await('the diagnostic', function() return #errors() == 1 end)
  local found = errors()[1]
  check('its place', { found.lnum, found.col, found.end_col }, { 0, 13, 22 })

  go(1, 14)
  act('visibility')
  await('the mended line', function() return text():find('queue Work { visibility: 30 s }', 1, true) end)
  await('the mistake is gone', function() return #errors() == 0 end)

  go(1, 7)
  vim.lsp.buf.rename('Jobs')
  await('the new name', function() return text():find('on queue Jobs', 1, true) end)

  vim.lsp.buf.format({ async = false, timeout_ms = 20000 })
  if not text():find('\n  handler: "index.handler"\n', 1, true) then fail('laid out: ' .. text()) end

  vim.lsp.inlay_hint.enable(true)
  await('hints', function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0 end)
  await('colours by meaning', function()
    go(2, 0)
    return #(vim.lsp.semantic_tokens.get_at_pos(0, 1, 9) or {}) > 0
  end)

  -- what was pasted as it stood in a template
  vim.api.nvim_buf_set_lines(0, -1, -1, false, {
    '', 'Topic:', '  Type: AWS::SNS::Topic', '  Properties:', '    DisplayName: !GetAtt Jobs.QueueName',
  })
  go(vim.api.nvim_buf_line_count(0) - 1, 2)
  act('replace this CloudFormation by slsc')
  await('it is slsc', function() return text():find('topic Topic { display_name: Jobs.name }', 1, true) end)

  if vim.env.PARSER then
    vim.treesitter.language.add('sls', { path = vim.env.PARSER })
    for _, name in ipairs({ 'highlights', 'injections', 'locals', 'folds', 'indents' }) do
      if not vim.treesitter.query.get('sls', name) then fail('the query ' .. name .. ' is not read') end
    end
    vim.treesitter.start(0, 'sls')
    vim.treesitter.get_parser(0, 'sls'):parse(true)
    local row = vim.fn.search('^function') - 1
    local captures = vim.tbl_map(function(one) return one.capture end, vim.treesitter.get_captures_at_pos(0, row, 0))
    check('the colour of a word', captures[#captures], 'keyword.type')
  end

  vim.lsp.enable('slsc', false)
  await('the server ends', function() return client:is_stopped() end)
  local with = vim.env.PARSER and ', the queries' or ''
  io.stdout:write('nvim ' .. tostring(vim.version()) .. ': a diagnostic, a fix, rename, layout, hints, colours, CloudFormation' .. with .. '\n')
  vim.cmd('qall!')
end

local ok, why = xpcall(run, debug.traceback)
if not ok then fail(why) end

-- Neovim with the settings of editors/nvim: opens a file, sees the diagnostic, mends it, renames, formats.
-- Run by tests/editors/run, with the program in SLSC and an empty folder in PROJECT. Works with Neovim 0.7, too.

local common = dofile('tests/editors/common.lua')
local fail, check, await = common.fail, common.check, common.await

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    if answer.error then fail(method .. ': ' .. vim.inspect(answer.error)) end
    return answer.result
  end
  fail(method .. ': no answer')
end

local function at(line, character)
  return { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
end

local function run()
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
  check('the comment', vim.bo.commentstring, '// %s')
  check('the indentation', vim.bo.shiftwidth, 2)

  local config = dofile('editors/nvim/lsp/slsc.lua')
  check('the program', config.cmd, { 'slsc', 'lsp' })
  config.cmd[1] = vim.env.SLSC
  config.name = 'slsc'
  config.root_dir = vim.env.PROJECT
  local id = vim.lsp.start_client(config)
  if not id then fail('the server does not start') end
  vim.lsp.buf_attach_client(0, id)
  await('the server starts', function() return vim.lsp.get_client_by_id(id).initialized end)

  local function errors()
    return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
  end
  await('the diagnostic', function() return #errors() > 0 end)
  check('the mistakes', #errors(), 1)
  local found = errors()[1]
  check('its place', { found.lnum, found.col, found.end_col }, { 0, 13, 22 })
  if not found.message:find('visibilty', 1, true) then fail(found.message) end

  -- mend it
  local range = { start = { line = 0, character = 13 }, ['end'] = { line = 0, character = 22 } }
  local actions = ask('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = range,
    context = { diagnostics = {} },
  })
  local fix
  for _, action in ipairs(actions) do
    if action.kind == 'quickfix' and action.title:find('visibility', 1, true) then fix = action end
  end
  if not fix then fail('no fix among ' .. vim.inspect(actions)) end
  vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16')
  check('the mended line', lines()[1], 'queue Work { visibility: 30 s }')
  await('the mistake is gone', function() return #errors() == 0 end)

  -- what stands there
  local hover = ask('textDocument/hover', at(0, 15))
  if not hover.contents.value:find('hidden', 1, true) then fail('hover: ' .. hover.contents.value) end

  -- rename
  local rename = at(0, 7)
  rename.newName = 'Jobs'
  vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', rename), 'utf-16')
  local text = table.concat(lines(), '\n')
  if text:find('on queue Work', 1, true) or not text:find('on queue Jobs', 1, true) then fail('renamed: ' .. text) end

  -- lay out
  local edits = ask('textDocument/formatting', {
    textDocument = vim.lsp.util.make_text_document_params(),
    options = { tabSize = 2, insertSpaces = true },
  })
  vim.lsp.util.apply_text_edits(edits, 0, 'utf-16')
  text = table.concat(lines(), '\n')
  if not text:find('\n  handler: "index.handler"\n', 1, true) then fail('laid out: ' .. text) end

  vim.lsp.stop_client(id)
  await('the server ends', function() return vim.lsp.client_is_stopped(id) end)
  io.stdout:write('nvim: a diagnostic, a fix, hover, rename and layout\n')
  vim.cmd('qall!')
end

local ok, why = xpcall(run, debug.traceback)
if not ok then fail(why) end

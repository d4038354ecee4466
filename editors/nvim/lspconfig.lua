-- For Neovim before 0.11, with nvim-lspconfig: `require('slsc')` of a copy of this file in `lua/slsc.lua`.
local configs = require('lspconfig.configs')
local util = require('lspconfig.util')

if not configs.slsc then
  configs.slsc = {
    default_config = {
      cmd = { 'slsc', 'lsp' },
      filetypes = { 'sls' },
      root_dir = function(name)
        return util.root_pattern('.git')(name) or vim.fs.dirname(name)
      end,
      single_file_support = true,
    },
  }
end
require('lspconfig').slsc.setup({})

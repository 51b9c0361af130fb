-- Neovim's own client talks to `peyer lsp` about a copy of a pack. Ends with exit code 0 when all is
-- as it should be. PATH finds the program, PEYER_PACK names the folder to copy, PEYER_EDITORS_PAGE the page
-- whose snippet starts the server.
--   nvim --headless -u NONE -i NONE -n -c 'luafile tests/editors/neovim.lua'

local patience = 60000 -- milliseconds for each step: a build with sanitizers is slow

local function fail(message)
  io.stderr:write('FAILED: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function check(good, message)
  if not good then fail(message) end
end

local function wait_for(what, condition)
  if not vim.wait(patience, condition, 20) then fail('no ' .. what) end
end

local function session()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  vim.fn.system({ 'cp', '-r', os.getenv('PEYER_PACK') .. '/.', folder })
  vim.cmd('edit ' .. folder .. '/houseplants.yaml')
  local buffer = vim.api.nvim_get_current_buf()

  local published = 0
  local show = vim.lsp.handlers['textDocument/publishDiagnostics']
  vim.lsp.handlers['textDocument/publishDiagnostics'] = function(...)
    published = published + 1
    return show(...)
  end
  -- As docs/editors.md tells people to.
  local page = table.concat(vim.fn.readfile(os.getenv('PEYER_EDITORS_PAGE')), '\n')
  local snippet = page:match('```lua\n(.-)\n```')
  check(snippet, 'docs/editors.md has no snippet for Neovim')
  assert(load(snippet))()
  vim.cmd('set filetype=yaml')
  wait_for('client', function() return next(vim.lsp.buf_get_clients(buffer)) ~= nil end)
  local client = next(vim.lsp.buf_get_clients(buffer))
  wait_for('diagnostics', function() return published > 0 end)
  check(#vim.diagnostic.get(buffer) == 0, 'a clean pack has diagnostics')

  -- Line and column (both from 0) of the first text that holds `word`.
  local function find(text, word)
    for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, true)) do
      local at = line:find(text, 1, true)
      if at then return number - 1, at - 1 + (text:find(word, 1, true) - 1) end
    end
    fail('the pack has no ' .. text)
  end

  local function ask(method, line, column, more)
    local params = vim.tbl_extend('force', {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = column },
    }, more or {})
    local answers, trouble = vim.lsp.buf_request_sync(buffer, method, params, patience)
    check(answers and answers[client] and not answers[client].err, method .. ': ' .. tostring(trouble))
    return answers[client].result
  end

  -- Hover, definition and references of a question used in a condition.
  local line, column = find('- soil is soggy', 'soil')
  check(ask('textDocument/hover', line, column).contents.value:find('How does the soil feel', 1, true),
    'hover does not show the question')
  local definition = ask('textDocument/definition', line, column)
  local defined_line = find('- {id: soil,', 'soil')
  check(definition.range.start.line == defined_line, 'the definition is elsewhere')
  local references = ask('textDocument/references', line, column, { context = { includeDeclaration = true } })
  check(#references > 3, 'too few references')
  check(#ask('textDocument/documentSymbol', line, column) > 5, 'too few symbols')

  -- A mistake that is typed, behind text outside ASCII, is shown where it stands …
  local before = published
  vim.api.nvim_buf_set_text(buffer, line, column, line, column + 4, { 'soill' })
  wait_for('diagnostics after typing', function()
    return published > before and #vim.diagnostic.get(buffer) > 0
  end)
  local mistake = vim.diagnostic.get(buffer)[1]
  check(mistake.lnum == line and mistake.col == column, 'the mistake is shown elsewhere')
  check(mistake.message:find("did you mean 'soil'", 1, true), 'no cure: ' .. mistake.message)

  -- … and goes away when it is mended. Meanwhile, completion.
  vim.api.nvim_buf_set_text(buffer, line, column, line, column + 5, { 'soil' })
  vim.api.nvim_buf_set_text(buffer, line, column + 8, line, column + 13, { '' })
  local offered = {}
  for _, item in ipairs(ask('textDocument/completion', line, column + 8)) do
    offered[item.label] = true
  end
  check(offered['soggy'] and offered['moist'], 'the options of the question are not offered')
  vim.api.nvim_buf_set_text(buffer, line, column + 8, line, column + 8, { 'soggy' })
  wait_for('clean pack', function() return #vim.diagnostic.get(buffer) == 0 end)

  -- A new name goes everywhere, text outside ASCII or not.
  local title = find('title: Why does my houseplant wilt', 'title')
  vim.api.nvim_buf_set_text(buffer, title, 9, title, 9, { '„𝛽“ ' })
  vim.lsp.util.apply_workspace_edit(
    ask('textDocument/rename', line, column + 8, { newName = 'drenched' }), 'utf-16')
  wait_for('renamed option', function() return find('- soil is drenched', 'soil') == line end)
  vim.wait(500)
  wait_for('clean pack after renaming', function() return #vim.diagnostic.get(buffer) == 0 end)

  vim.lsp.stop_client(client)
  wait_for('end of the server', function() return vim.lsp.client_is_stopped(client) end)
  vim.fn.delete(folder, 'rf')
  io.stdout:write('all is well\n')
  vim.cmd('qall!')
end

-- An error must end the editor too, rather than leave it waiting.
local good, trouble = pcall(session)
if not good then fail(trouble) end

;;; Emacs with editors/emacs/sls-mode.el: colours, indentation, and eglot's diagnostics and layout.  -*- lexical-binding: t; -*-

;; Run by tests/editors/run, with the program in SLSC and an empty folder in PROJECT.

(require 'sls-mode)
;; part of Emacs since 29; before, a package, which Debian has there
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'eglot)

(defun sls-test-check (what is should)
  "Fail if IS, which WHAT names, is not SHOULD."
  (unless (equal is should) (error "%s: %S, and not %S" what is should)))

(defun sls-test-face (text)
  "The face of the first character of TEXT in the buffer."
  (goto-char (point-min))
  (search-forward text)
  (let ((face (get-text-property (match-beginning 0) 'face)))
    (if (consp face) (car face) face)))

(defun sls-test-faces ()
  "Words, strings and comments have their faces."
  (with-temp-buffer
    (insert "/// Docs.\nexisting queue Jobs { retain: 14 days }\n/* a /* b */ c */\n"
            "function Work {\n  on queue Jobs\n  text: upper(\"a // b\")\n  raw: #\"x \"y\" z\"#\n"
            "  long: \"\"\"\n    one \"two\" three\n  \"\"\"\n  last: true\n}\nparam keep: number\n")
    (sls-mode)
    (font-lock-ensure)
    (dolist (case '(("Docs" font-lock-comment-face) ("queue Jobs {" font-lock-keyword-face) ("Jobs {" font-lock-type-face)
                    ("retain" font-lock-variable-name-face) ("days" font-lock-constant-face) ("c */" font-lock-comment-face)
                    ("function" font-lock-keyword-face) ("on queue" font-lock-keyword-face) ("upper" font-lock-builtin-face)
                    ("// b" font-lock-string-face) ("y\" z" font-lock-string-face) ("two" font-lock-string-face)
                    ("three" font-lock-string-face) ("last" font-lock-variable-name-face) ("true" font-lock-constant-face)
                    ("number" font-lock-type-face)))
      (sls-test-check (car case) (sls-test-face (car case)) (cadr case)))))

(defun sls-test-indentation ()
  "Lines are indented by the brackets that they stand in."
  (with-temp-buffer
    (insert "function A {\nx: [{\na: 1\n}]\ny: f(\n1\n)\n}\nqueue B {}\n")
    (sls-mode)
    (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
    (sls-test-check "indentation" (buffer-string)
                    "function A {\n  x: [{\n    a: 1\n  }]\n  y: f(\n    1\n  )\n}\nqueue B {}\n")
    (goto-char (point-min))
    (comment-line 1)
    (sls-test-check "a comment" (buffer-substring (point-min) (line-beginning-position)) "// function A {\n")))

(defun sls-test-await (what condition)
  "Wait until CONDITION holds, or fail with WHAT."
  (with-timeout (20 (error "%s: not within 20 s" what))
    (while (not (funcall condition)) (accept-process-output nil 0.05))))

(defun sls-test-server ()
  "A mistake is shown, and the layout is that of slsc."
  (let ((file (expand-file-name "main.sls" (getenv "PROJECT"))))
    (with-temp-file file (insert "queue Work {\nvisibilty: 30 s\n}\n"))
    (setq eglot-sync-connect 20
          eglot-autoshutdown t
          eglot-server-programs `((sls-mode . (,(getenv "SLSC") "lsp"))))
    (with-current-buffer (find-file-noselect file)
      (sls-test-check "the mode" major-mode 'sls-mode)
      (let ((inhibit-message t)) (apply #'eglot (eglot--guess-contact)))
      (sls-test-await "the diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
      (let ((text (flymake-diagnostic-text (car (flymake-diagnostics)))))
        (unless (string-match-p "visibilty" text) (error "The diagnostic is %s" text)))
      (eglot-format-buffer)
      (sls-test-check "the layout" (buffer-string) "queue Work {\n  visibilty: 30 s\n}\n")
      (set-buffer-modified-p nil)
      (eglot-shutdown (eglot-current-server)))))

(defun sls-test-compiled ()
  "The mode compiles without a warning."
  (let* ((inhibit-message t)
         (byte-compile-error-on-warn t)
         (byte-compile-dest-file-function (lambda (_) (expand-file-name "sls-mode.elc" (getenv "PROJECT")))))
    (unless (byte-compile-file "editors/emacs/sls-mode.el") (error "The mode does not compile"))))

(sls-test-compiled)
(sls-test-faces)
(sls-test-indentation)
(sls-test-server)
(message "emacs: colours, indentation, a diagnostic and layout")

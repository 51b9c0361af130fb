; How Peyer reasons, part 1: answers, truth, conclusions.
;
; The compiler (rules/compiler.h) adds what one pack knows: facts that describe its questions, formulas
; and links, and one defrule for every clause of every knowledge rule. Nothing here names anything of
; a subject.
;
; Words
;   condition   one comparison ("age >= 65"); its truth is met, unmet, unsure, or absent: not known yet
;   formula     a condition tree in disjunctive normal form: any of its clauses, each all of its literals
;   literal     a condition and the truth it wants; an author's `not` wants `unmet`, so it never holds
;               on what was not answered
;   finding     what formulas of kind `rule` (or chains of links) conclude
;
; Everything that follows from an answer is asserted under (logical …) over the whole left-hand side:
; retracting an answer withdraws exactly what rested on it, and each fact knows the match that made it,
; from which explanations are read. No `not` is nested: 6.30 is not sound on those. Findings and
; `applies` are acyclic (the loader sees to it), so the fixed point is unique and the order of answers
; can't matter.
;
; Salience, from knowledge to agenda: 90 chains, 50 truth, 48 what it contradicts, 45 what is still possible of
; a formula, 0 conclusions, -5 what is settled, -8 what is still possible of a finding, -10 absence, -20 triage,
; -30 agenda, -40 the next question. It keeps work from being done twice: an answer that changes first takes
; back and then gives again most of what it did, and whatever waits on its lack must not run in between.
; Results don't hang on it.

; ---- from outside -----------------------------------------------------------------------------------

(deftemplate answer
  (slot question)
  (slot status)                         ; given, not-sure, rather-not-say
  (multislot value))                    ; option ids, or one number

(deftemplate came-for (slot topic))     ; what the visitor came for, if they said so

; ---- knowledge, asserted by the compiled pack -------------------------------------------------------

(deftemplate question
  (slot id)
  (slot position)                       ; the order of asking: topic by topic, then as written
  (slot screen (default none))
  (slot topic)                          ; under which it stands
  (multislot topics))                   ; for whose sake it is asked when it is not for safety

(deftemplate condition
  (slot id)
  (slot on)                             ; a question, or a finding for `concluded`
  (slot test)                           ; chosen, less, at-most, more, at-least, equals, not-sure, concluded
  (slot limit (default 0))              ; numbers
  (multislot options))                  ; chosen: any of these; without any: nothing ticked

(deftemplate formula
  (slot id)
  (slot kind))                          ; rule, red-flag, applies, contradiction

; careful: whether it is ruled out matters even where it can't be met any more, because something is
; concluded from its absence or from doubt about it (red flags, `applies`, and what those and an author's
; `not` hang on). Doubt about one literal then leaves the others worth knowing.
(deftemplate clause (slot id) (slot formula) (slot careful))

(deftemplate literal (slot clause) (slot condition) (slot wants))    ; met, unmet

(deftemplate applies (slot question) (slot formula))

(deftemplate finding
  (slot id)
  (slot about (default none))           ; the concept at which chains start when it holds
  (slot target (default none))          ; the concept at which chains must arrive to conclude it
  (multislot effects)
  (slot shown)                          ; yes, or no for a stepping stone
  (multislot topics))

(deftemplate maker (slot finding) (slot formula) (slot rank))   ; rank: the most it can give

; ---- derived ----------------------------------------------------------------------------------------

(deftemplate truth (slot condition) (slot state) (slot rank))        ; rank: grade of a finding, else 6
(deftemplate inapplicable (slot question))
(deftemplate contradicted (slot clause))     ; a literal is the other way round: it can't be met
(deftemplate stuck (slot clause))            ; contradicted, or in doubt, careful ones in doubt all over: no
                                             ; further answer can meet it
(deftemplate uncontradicted (slot formula) (slot clause))
(deftemplate live (slot formula) (slot clause))
(deftemplate met (slot formula))
(deftemplate ruled-out (slot formula))
(deftemplate closed (slot formula))
(deftemplate settled (slot formula))         ; met or closed: answers can't change it any more

(deftemplate supports (slot finding) (slot rule) (slot origin (default none)) (slot rank))
(deftemplate concluded (slot finding) (slot rank))
(deftemplate possible (slot finding) (slot by))
(deftemplate pending (slot finding) (slot by))
(deftemplate absent (slot finding))          ; ruled out
(deftemplate exhausted (slot finding))       ; nothing that could conclude it is open
(deftemplate advised (slot advice) (slot rule) (slot rank))
(deftemplate contradiction (slot rule))

; ---- truth of conditions ----------------------------------------------------------------------------

(deffunction shares (?some ?others)
  (progn$ (?one ?some) (if (member$ ?one ?others) then (return TRUE)))
  (return FALSE))

(deffunction chosen-state (?given ?options)
  (if (eq ?options (create$))
    then (if (eq ?given (create$)) then met else unmet)
    else (if (shares ?given ?options) then met else unmet)))

(deffunction compared-state (?test ?number ?limit)
  (bind ?holds
    (switch ?test
      (case less then (< ?number ?limit))
      (case at-most then (<= ?number ?limit))
      (case more then (> ?number ?limit))
      (case at-least then (>= ?number ?limit))
      (default (= ?number ?limit))))
  (if ?holds then met else unmet))

(defrule options-compared
  (declare (salience 50))
  (logical
    (answer (question ?q) (status given) (value $?given))
    (condition (id ?c) (on ?q) (test chosen) (options $?options))
    (not (inapplicable (question ?q))))
  =>
  (assert (truth (condition ?c) (state (chosen-state ?given ?options)) (rank 6))))

(defrule number-compared
  (declare (salience 50))
  (logical
    (answer (question ?q) (status given) (value ?number&:(numberp ?number)))
    (condition (id ?c) (on ?q) (test ?test&less|at-most|more|at-least|equals) (limit ?limit))
    (not (inapplicable (question ?q))))
  =>
  (assert (truth (condition ?c) (state (compared-state ?test ?number ?limit)) (rank 6))))

(defrule answer-is-in-doubt
  (declare (salience 50))
  (logical
    (answer (question ?q) (status not-sure|rather-not-say))
    (condition (id ?c) (on ?q) (test ?test))
    (not (inapplicable (question ?q))))
  =>
  (assert (truth (condition ?c) (state (if (eq ?test not-sure) then met else unsure)) (rank 6))))

(defrule answer-is-not-in-doubt
  (declare (salience 50))
  (logical
    (answer (question ?q) (status given))
    (condition (id ?c) (on ?q) (test not-sure))
    (not (inapplicable (question ?q))))
  =>
  (assert (truth (condition ?c) (state unmet) (rank 6))))

; What does not apply to somebody is not so for them.
(defrule condition-does-not-apply
  (declare (salience 50))
  (logical
    (inapplicable (question ?q))
    (condition (id ?c) (on ?q) (test ~concluded)))
  =>
  (assert (truth (condition ?c) (state unmet) (rank 6))))

(defrule question-does-not-apply
  (declare (salience 50))
  (logical
    (applies (question ?q) (formula ?f))
    (ruled-out (formula ?f)))
  =>
  (assert (inapplicable (question ?q))))

(defrule finding-holds
  (declare (salience 50))
  (logical
    (concluded (finding ?f) (rank ?rank))
    (condition (id ?c) (on ?f) (test concluded)))
  =>
  (assert (truth (condition ?c) (state met) (rank ?rank))))

(defrule finding-is-ruled-out
  (declare (salience -10))
  (logical
    (absent (finding ?f))
    (condition (id ?c) (on ?f) (test concluded)))
  =>
  (assert (truth (condition ?c) (state unmet) (rank 6))))

(defrule finding-is-in-doubt
  (declare (salience -10))
  (logical
    (exhausted (finding ?f))
    (condition (id ?c) (on ?f) (test concluded))
    (not (concluded (finding ?f)))
    (not (absent (finding ?f))))
  =>
  (assert (truth (condition ?c) (state unsure) (rank 6))))

; ---- clauses and formulas ---------------------------------------------------------------------------

(defrule literal-wants-met
  (declare (salience 48))
  (logical
    (truth (condition ?c) (state unmet))
    (literal (clause ?k) (condition ?c) (wants met)))
  =>
  (assert (contradicted (clause ?k))))

(defrule literal-wants-unmet
  (declare (salience 48))
  (logical
    (truth (condition ?c) (state met))
    (literal (clause ?k) (condition ?c) (wants unmet)))
  =>
  (assert (contradicted (clause ?k))))

(defrule contradicted-clause-is-stuck
  (declare (salience 48))
  (logical
    (contradicted (clause ?k)))
  =>
  (assert (stuck (clause ?k))))

(defrule doubtful-clause-is-stuck
  (declare (salience 48))
  (logical
    (truth (condition ?c) (state unsure))
    (literal (clause ?k) (condition ?c))
    (clause (id ?k) (careful no)))
  =>
  (assert (stuck (clause ?k))))

(defrule clause-can-still-hold
  (declare (salience 45))
  (logical
    (clause (id ?k) (formula ?f))
    (not (contradicted (clause ?k))))
  =>
  (assert (uncontradicted (formula ?f) (clause ?k))))

(defrule clause-is-live
  (declare (salience 45))
  (logical
    (clause (id ?k) (formula ?f))
    (not (stuck (clause ?k))))
  =>
  (assert (live (formula ?f) (clause ?k))))

(defrule formula-is-ruled-out
  (declare (salience -5))
  (logical
    (formula (id ?f))
    (not (uncontradicted (formula ?f))))
  =>
  (assert (ruled-out (formula ?f))))

(defrule formula-is-closed
  (declare (salience -5))
  (logical
    (formula (id ?f))
    (not (live (formula ?f))))
  =>
  (assert (closed (formula ?f)) (settled (formula ?f))))

(defrule formula-is-met
  (declare (salience -5))
  (logical
    (met (formula ?f)))
  =>
  (assert (settled (formula ?f))))

; ---- findings ---------------------------------------------------------------------------------------

; As strong as the strongest of what supports it.
(defrule finding-is-concluded
  (logical
    (supports (finding ?f) (rank ?rank))
    (not (supports (finding ?f) (rank ?other&:(> ?other ?rank)))))
  =>
  (assert (concluded (finding ?f) (rank ?rank))))

(defrule rule-could-conclude
  (declare (salience -8))
  (logical
    (maker (finding ?f) (formula ?r))
    (not (ruled-out (formula ?r))))
  =>
  (assert (possible (finding ?f) (by ?r))))

(defrule rule-may-yet-conclude
  (declare (salience -8))
  (logical
    (maker (finding ?f) (formula ?r))
    (not (settled (formula ?r))))
  =>
  (assert (pending (finding ?f) (by ?r))))

(defrule finding-is-absent
  (declare (salience -10))
  (logical
    (finding (id ?f))
    (not (possible (finding ?f))))
  =>
  (assert (absent (finding ?f))))

(defrule finding-is-exhausted
  (declare (salience -10))
  (logical
    (finding (id ?f))
    (not (pending (finding ?f))))
  =>
  (assert (exhausted (finding ?f))))

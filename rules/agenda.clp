; How Peyer reasons, part 4: what is still worth asking, and what comes next.
;
; A question is useful while an open literal on it stands in a live clause of a formula that is wanted,
; and, where no safety hangs on it, while it is asked for the sake of a topic of interest. A
; formula is wanted while it is open and what it would conclude could still change the outcome: the
; triage level and the red flags at it, the findings that are shown and their grades, the advice. When
; nothing is useful any more, no answer to a question of interest can change these, and no answer at all can
; lead to an urgent level: that is the stop certificate.
;
; Tiers: 0 emergencies, 1 other warning signs and whatever urges an urgent level, 2 what the visitor came
; for, 3 the core topics, which are asked only of somebody who did not say what they came for, and at no
; urgent level.
;
; All of it rests on (asking), so that whoever only wants the conclusions can retract it: it is half of
; the work, and nothing else hangs on it.

(deftemplate asking)                    ; what to ask next is worth knowing
(deffacts somebody-asks (asking))

(deftemplate aim                        ; what a formula would conclude, from the compiled pack
  (slot formula)
  (slot kind)                           ; red-flag, triage, advice; findings have `maker`
  (slot what)                           ; the level or the advice
  (slot value (default 0))              ; a level's order
  (slot safety (default no))            ; triage: an urgent level
  (slot tier (default 3))               ; red-flag: 0 or 1
  (multislot topics))

(deftemplate core (slot topic))         ; from the compiled pack
(deftemplate pressing)                  ; the visit stands at an urgent level
(deftemplate of-interest (slot topic) (slot tier))
(deftemplate concerns (slot kind) (slot item) (slot topic))   ; kind: question, finding, formula
(deftemplate sought (slot kind) (slot item) (slot tier))
(deftemplate wanted (slot formula) (slot tier))
(deftemplate needed (slot finding) (slot tier))
(deftemplate useful (slot question) (slot formula) (slot tier))
(deftemplate waiting (slot question))   ; whether it applies is not known yet
(deftemplate doubtful (slot question))  ; whether it applies won't be known
(deftemplate askable (slot question) (slot key) (slot screen))   ; key: tier, own topic come for, position
(deftemplate remaining (slot question)) ; could still be asked
(deftemplate next (slot question))

; ---- what is asked about ----------------------------------------------------------------------------

(defrule ask-about-what-was-come-for
  (declare (salience -30))
  (logical
    (asking)
    (came-for (topic ?topic)))
  =>
  (assert (of-interest (topic ?topic) (tier 2))))

(defrule urgent-level-is-pressing
  (declare (salience -30))
  (logical
    (triage (level ?level))
    (level (id ?level) (urgent yes)))
  =>
  (assert (pressing)))

; Whoever should be seen today has better things to do than to be asked about all the rest.
(defrule ask-about-core-topics
  (declare (salience -35))
  (logical
    (asking)
    (core (topic ?topic))
    (not (came-for))
    (not (pressing)))
  =>
  (assert (of-interest (topic ?topic) (tier 3))))

; ---- what concerns it -------------------------------------------------------------------------------

; Topic by topic, so that what is sought is found by name; these never change.
(defrule question-concerns
  (declare (salience 100))
  (logical
    (question (id ?q) (topics $? ?topic $?)))
  =>
  (assert (concerns (kind question) (item ?q) (topic ?topic))))

(defrule finding-concerns
  (declare (salience 100))
  (logical
    (finding (id ?f) (topics $? ?topic $?)))
  =>
  (assert (concerns (kind finding) (item ?f) (topic ?topic))))

(defrule aim-concerns
  (declare (salience 100))
  (logical
    (aim (formula ?f) (topics $? ?topic $?)))
  =>
  (assert (concerns (kind formula) (item ?f) (topic ?topic))))

(defrule item-is-sought
  (declare (salience -30))
  (logical
    (of-interest (topic ?topic) (tier ?tier))
    (concerns (kind ?kind) (item ?item) (topic ?topic)))
  =>
  (assert (sought (kind ?kind) (item ?item) (tier ?tier))))

; ---- what is wanted ---------------------------------------------------------------------------------

(defrule want-red-flag
  (declare (salience -30))
  (logical
    (asking)
    (aim (formula ?f) (kind red-flag) (value ?order) (tier ?tier))
    (open-flag (formula ?f))
    (not (triage (order ?now&:(< ?now ?order)))))
  =>
  (assert (wanted (formula ?f) (tier ?tier))))

(defrule want-more-urgent-level
  (declare (salience -30))
  (logical
    (asking)
    (aim (formula ?f) (kind triage) (value ?order) (safety yes))
    (formula (id ?f))
    (not (settled (formula ?f)))
    (not (triage (order ?now&:(<= ?now ?order)))))
  =>
  (assert (wanted (formula ?f) (tier 1))))

(defrule want-level
  (declare (salience -30))
  (logical
    (asking)
    (aim (formula ?f) (kind triage) (value ?order) (safety no))
    (formula (id ?f))
    (not (settled (formula ?f)))
    (not (urges (rule ~none) (order ?now&:(<= ?now ?order))))
    (sought (kind formula) (item ?f) (tier ?tier)))
  =>
  (assert (wanted (formula ?f) (tier ?tier))))

(defrule want-advice
  (declare (salience -30))
  (logical
    (asking)
    (aim (formula ?f) (kind advice) (what ?advice))
    (formula (id ?f))
    (not (settled (formula ?f)))
    (not (advised (advice ?advice)))
    (sought (kind formula) (item ?f) (tier ?tier)))
  =>
  (assert (wanted (formula ?f) (tier ?tier))))

(defrule need-finding-that-is-shown
  (declare (salience -30))
  (logical
    (asking)
    (finding (id ?f) (shown yes))
    (sought (kind finding) (item ?f) (tier ?tier)))
  =>
  (assert (needed (finding ?f) (tier ?tier))))

; ---- what that makes useful -------------------------------------------------------------------------

; A finding needs its makers until it is concluded as strongly as they could conclude it.
(defrule need-what-concludes-it
  (declare (salience -30))
  (logical
    (needed (finding ?finding) (tier ?tier))
    (maker (finding ?finding) (formula ?f) (rank ?rank))
    (not (closed (formula ?f)))
    (not (concluded (finding ?finding) (rank ?now&:(>= ?now ?rank)))))
  =>
  (assert (wanted (formula ?f) (tier ?tier))))

(defrule need-where-chains-start
  (declare (salience -30))
  (logical
    (needed (finding ?finding) (tier ?tier))
    (reach (finding ?finding) (origin ?o) (rank ?rank))
    (not (concluded (finding ?finding) (rank ?now&:(>= ?now ?rank)))))
  =>
  (assert (needed (finding ?o) (tier ?tier))))

(defrule need-finding-that-a-formula-names
  (declare (salience -30))
  (logical
    (wanted (formula ?f) (tier ?tier))
    (live (formula ?f) (clause ?k))
    (literal (clause ?k) (condition ?c))
    (condition (id ?c) (on ?finding) (test concluded)))
  =>
  (assert (needed (finding ?finding) (tier ?tier))))

(defrule question-is-useful-for-safety
  (declare (salience -30))
  (logical
    (wanted (formula ?f) (tier ?tier&0|1))
    (live (formula ?f) (clause ?k))
    (literal (clause ?k) (condition ?c))
    (condition (id ?c) (on ?q) (test ~concluded))
    (not (truth (condition ?c))))
  =>
  (assert (useful (question ?q) (formula ?f) (tier ?tier))))

; Otherwise its author says for which topics it is worth a visitor's time, and nobody is asked who is not
; sure whether it concerns them.
(defrule question-is-useful
  (declare (salience -30))
  (logical
    (wanted (formula ?f) (tier ?tier&2|3))
    (live (formula ?f) (clause ?k))
    (literal (clause ?k) (condition ?c))
    (condition (id ?c) (on ?q) (test ~concluded))
    (not (truth (condition ?c)))
    (not (doubtful (question ?q)))
    (sought (kind question) (item ?q) (tier ?tier)))
  =>
  (assert (useful (question ?q) (formula ?f) (tier ?tier))))

(defrule question-remains
  (declare (salience -30))
  (logical
    (useful (question ?q)))
  =>
  (assert (remaining (question ?q))))

(defrule question-waits
  (declare (salience -30))
  (logical
    (asking)
    (applies (question ?q) (formula ?f))
    (not (settled (formula ?f))))
  =>
  (assert (waiting (question ?q))))

(defrule question-is-doubtful
  (declare (salience -10))
  (logical
    (asking)
    (applies (question ?q) (formula ?f))
    (closed (formula ?f))
    (not (met (formula ?f)))
    (not (ruled-out (formula ?f))))
  =>
  (assert (doubtful (question ?q))))

(defrule need-to-know-whether-it-applies
  (declare (salience -30))
  (logical
    (useful (question ?q) (tier ?tier))
    (waiting (question ?q))
    (applies (question ?q) (formula ?f)))
  =>
  (assert (wanted (formula ?f) (tier ?tier))))

; An answer that was volunteered counts at once, and whether it applies is then worth asking.
(defrule need-to-know-whether-an-answer-applies
  (declare (salience -30))
  (logical
    (asking)
    (answer (question ?q))
    (waiting (question ?q))
    (applies (question ?q) (formula ?f)))
  =>
  (assert (wanted (formula ?f) (tier 1))))

(defrule question-can-be-asked
  (declare (salience -30))
  (logical
    (useful (question ?q) (tier ?tier))
    (question (id ?q) (position ?position) (screen ?screen) (topic ?topic))
    (not (waiting (question ?q)))
    (not (came-for (topic ?topic))))
  =>
  (assert (askable (question ?q) (key (+ (* ?tier 1000000000) ?position)) (screen ?screen))))

; Of equal tier, what stands under a topic that was come for goes before what only serves it.
(defrule question-that-was-come-for-can-be-asked
  (declare (salience -30))
  (logical
    (useful (question ?q) (tier ?tier))
    (question (id ?q) (position ?position) (screen ?screen) (topic ?topic))
    (not (waiting (question ?q)))
    (came-for (topic ?topic)))
  =>
  (assert (askable (question ?q) (key (+ (* ?tier 1000000000) -500000000 ?position))
                   (screen ?screen))))

(defrule next-question
  (declare (salience -40))
  (logical
    (askable (question ?q) (key ?key))
    (not (askable (key ?other&:(< ?other ?key))))
    (not (stopped)))
  =>
  (assert (next (question ?q))))

; How Peyer reasons, part 3: how soon to talk to whom.
;
; Levels compete and the most urgent one that anything urges wins; nothing lowers it. Order 1 is the
; most urgent.

(deftemplate level (slot id) (slot order) (slot stops) (slot urgent))
(deftemplate floor (slot level) (slot order))     ; the least urgent level that means seeing somebody

(deftemplate urges
  (slot rule)
  (slot level)
  (slot order)
  (slot doubt (default no)))                      ; yes: from *not sure* about a red flag

(deftemplate triage (slot level) (slot order))
(deftemplate open-flag (slot formula))
(deftemplate stopped (slot level))

(defrule red-flag-is-open
  (declare (salience -20))
  (logical
    (formula (id ?f) (kind red-flag))
    (not (settled (formula ?f))))
  =>
  (assert (open-flag (formula ?f))))

; Nothing below "see somebody" is said while a warning sign has not been asked about.
(defrule open-red-flag-sets-a-floor
  (declare (salience -20))
  (logical
    (open-flag)
    (floor (level ?level) (order ?order)))
  =>
  (assert (urges (rule none) (level ?level) (order ?order))))

(defrule most-urgent-wins
  (declare (salience -20))
  (logical
    (urges (level ?level) (order ?order))
    (not (urges (order ?other&:(< ?other ?order)))))
  =>
  (assert (triage (level ?level) (order ?order))))

(defrule emergency-stops-the-questions
  (declare (salience -20))
  (logical
    (triage (level ?level))
    (level (id ?level) (stops yes)))
  =>
  (assert (stopped (level ?level))))

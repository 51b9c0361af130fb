; How Peyer reasons, part 2: chains of links.
;
; A chain is as strong as its weakest link, a conclusion as strong as its strongest chain: min–max, as in
; possibilistic logic (Dubois & Prade). Ranks: strong 5, moderate 4, limited 3, hypothesis 2, contested 1.
; Links graded `against`, and relations that claim no effect, are asserted as `claim`, not as `link`: they
; speak for themselves only.

(deftemplate link (slot id) (slot from) (slot to) (slot effect) (slot rank))
(deftemplate claim (slot id) (slot from) (slot to))
(deftemplate chain-limit (slot steps))
(deftemplate asked-about (slot concept))      ; from outside: where an inquiry starts
(deftemplate asked-for (slot concept))        ; from outside: where the chains of an inquiry should end

(deftemplate origin (slot concept))
(deftemplate chain
  (slot from) (slot to) (slot effect) (slot rank)
  (slot steps)                                ; counts up, so no chain can support itself in a circle
  (slot via))                                 ; its last link
(deftemplate lead                             ; a chain that was built from its end
  (slot from) (slot to) (slot effect) (slot rank) (slot steps)
  (slot via))                                 ; its first link
(deftemplate spoken-of (slot claim))
(deftemplate strongest (slot from) (slot to) (slot effect) (slot rank))
(deftemplate reach (slot finding) (slot origin) (slot rank))

; What an effect on an effect amounts to. `linked` claims no cause, and what goes with a cause or with an
; effect need not go with the other end: associations are not transitive, so they stand alone.
(deftemplate composed (slot first) (slot then) (slot effect))
(deffacts composition
  (composed (first raises) (then raises) (effect raises))
  (composed (first raises) (then lowers) (effect lowers))
  (composed (first lowers) (then raises) (effect lowers))
  (composed (first lowers) (then lowers) (effect raises))
  (composed (first raises) (then is) (effect raises))
  (composed (first lowers) (then is) (effect lowers))
  (composed (first linked) (then is) (effect linked))
  (composed (first is) (then raises) (effect raises))
  (composed (first is) (then lowers) (effect lowers))
  (composed (first is) (then linked) (effect linked))
  (composed (first is) (then is) (effect is)))

(defrule chains-start-at-findings
  (declare (salience 90))
  (logical
    (finding (about ?concept&~none)))
  =>
  (assert (origin (concept ?concept))))

(defrule chains-start-at-what-is-asked
  (declare (salience 90))
  (logical
    (asked-about (concept ?concept)))
  =>
  (assert (origin (concept ?concept))))

(defrule chain-begins
  (declare (salience 90))
  (logical
    (origin (concept ?from))
    (link (id ?l) (from ?from) (to ?to) (effect ?effect) (rank ?rank)))
  =>
  (assert (chain (from ?from) (to ?to) (effect ?effect) (rank ?rank) (steps 1) (via ?l))))

(defrule chain-grows
  (declare (salience 90))
  (logical
    (chain (from ?from) (to ?middle) (effect ?first) (rank ?rank) (steps ?steps))
    (chain-limit (steps ?limit&:(< ?steps ?limit)))
    (link (id ?l) (from ?middle) (to ?to&~?from) (effect ?then) (rank ?next))
    (composed (first ?first) (then ?then) (effect ?effect)))
  =>
  (assert (chain (from ?from) (to ?to) (effect ?effect) (rank (min ?rank ?next))
                 (steps (+ ?steps 1)) (via ?l))))

; What leads to a concept is found from its end, for it may begin anywhere.
(defrule lead-begins
  (declare (salience 90))
  (logical
    (asked-for (concept ?to))
    (link (id ?l) (from ?from) (to ?to) (effect ?effect) (rank ?rank)))
  =>
  (assert (lead (from ?from) (to ?to) (effect ?effect) (rank ?rank) (steps 1) (via ?l))))

(defrule lead-grows
  (declare (salience 90))
  (logical
    (lead (from ?middle) (to ?to) (effect ?then) (rank ?rank) (steps ?steps))
    (chain-limit (steps ?limit&:(< ?steps ?limit)))
    (link (id ?l) (from ?from&~?to) (to ?middle) (effect ?first) (rank ?next))
    (composed (first ?first) (then ?then) (effect ?effect)))
  =>
  (assert (lead (from ?from) (to ?to) (effect ?effect) (rank (min ?rank ?next))
                (steps (+ ?steps 1)) (via ?l))))

; A claim answers for either of its ends.
(defrule claim-on-what-is-asked-about
  (declare (salience 90))
  (logical
    (asked-about (concept ?concept))
    (claim (id ?l) (from ?from) (to ?to&:(or (eq ?from ?concept) (eq ?to ?concept)))))
  =>
  (assert (spoken-of (claim ?l))))

(defrule claim-on-what-is-asked-for
  (declare (salience 90))
  (logical
    (asked-for (concept ?concept))
    (claim (id ?l) (from ?from) (to ?to&:(or (eq ?from ?concept) (eq ?to ?concept)))))
  =>
  (assert (spoken-of (claim ?l))))

(defrule chain-is-strongest
  (declare (salience 80))
  (logical
    (chain (from ?from) (to ?to) (effect ?effect) (rank ?rank))
    (not (chain (from ?from) (to ?to) (effect ?effect) (rank ?other&:(> ?other ?rank)))))
  =>
  (assert (strongest (from ?from) (to ?to) (effect ?effect) (rank ?rank))))

; Which findings can lead to which by chains, and how strongly: pure knowledge, the same for everybody.
(defrule finding-is-in-reach
  (declare (salience 70))
  (logical
    (finding (id ?f) (target ?to&~none) (effects $? ?effect $?))
    (strongest (from ?from) (to ?to) (effect ?effect) (rank ?rank))
    (finding (id ?o) (about ?from)))
  =>
  (assert (reach (finding ?f) (origin ?o) (rank ?rank))))

(defrule finding-is-reached
  (logical
    (concluded (finding ?o) (rank ?told))
    (reach (finding ?f) (origin ?o) (rank ?rank)))
  =>
  (assert (supports (finding ?f) (rule none) (origin ?o) (rank (min ?told ?rank)))))

(defrule chain-could-conclude
  (declare (salience -8))
  (logical
    (reach (finding ?f) (origin ?o))
    (not (absent (finding ?o))))
  =>
  (assert (possible (finding ?f) (by ?o))))

(defrule chain-may-yet-conclude
  (declare (salience -8))
  (logical
    (reach (finding ?f) (origin ?o))
    (not (exhausted (finding ?o))))
  =>
  (assert (pending (finding ?f) (by ?o))))

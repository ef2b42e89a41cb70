"""The words for every code that the engine uses, in one place.

Each table goes from a code to an English template, which is also the key of the catalogues. A
test holds that every code of the engine is here and every template has its Welsh.
"""

from fairpay.errors import N_

KINDS = {
    "offer": N_("The offer"),
    "floor": N_("Floors"),
    "card": N_("Published involvement schemes"),
    "afc": N_("Agenda for Change (NHS staff pay)"),
    "consultancy": N_("Consultancy"),
    "director": N_("Directors"),
}

LABELS = {
    "offer": N_("This offer"),
    "own-day-rate": N_("Consultant at a day rate that was given"),
    "afc.entry": N_("Band %(band)s, entry point"),
    "afc.intermediate": N_("Band %(band)s, intermediate point"),
    "afc.top": N_("Band %(band)s, top point"),
    "minimum_wage.adult": N_("National Living Wage (the legal minimum for adults)"),
    "minimum_wage.21-22": N_("Legal minimum wage, ages 21 to 22"),
    "minimum_wage.18-20": N_("Legal minimum wage, ages 18 to 20"),
    "minimum_wage.16-17": N_("Legal minimum wage, ages 16 to 17"),
    "real_living_wage.uk": N_("Real living wage (UK)"),
    "real_living_wage.london": N_("Real living wage (London)"),
}

OWN_RATE = N_("%(label)s (your own rate)")
RISES = N_("%(label)s (may be more by now)")
# What was read of a rate card's amount that rises by a rule of its own.
READ_OF = N_("the amount of %(day)s")
READ_UNDATED = N_("an amount without a date")

NATIONS = {
    "england": N_("England"),
    "scotland": N_("Scotland"),
    "wales": N_("Wales"),
    "northern_ireland": N_("Northern Ireland"),
}

ZONES = {
    "none": N_("None"),
    "inner": N_("Inner London"),
    "outer": N_("Outer London"),
    "fringe": N_("Fringe"),
}

PER = {
    "hour": N_("an hour"),
    "half-day": N_("a half-day"),
    "day": N_("a day"),
    "session": N_("a session"),
    "task": N_("for the whole task"),
}

GRADES = {
    "official": N_("official: read in the publisher's own document"),
    "corroborated": N_("corroborated: two independent sources agree"),
    "single": N_("single: one secondary source"),
    "derived": N_("derived: worked out from other figures, printed nowhere that was read"),
    "unverified": N_("unverified: not read anywhere"),
}

GRADE_NAMES = {
    "official": N_("official"),
    "corroborated": N_("corroborated"),
    "single": N_("single"),
    "derived": N_("derived"),
    "unverified": N_("unverified"),
}

VERDICTS = {
    "below-minimum-wage": N_("By arithmetic, this is below the legal minimum wage."),
    "below-benchmark": N_("This is below the benchmark for this work."),
    "meets-benchmark": N_("This meets the benchmark for this work."),
    "no-benchmark": N_("There is no benchmark here to hold this against. Choose an activity or a band to have one."),
}

FIELDS = {
    "on": N_("the date of the work"),
    "known_on": N_("the date by which rates were known"),
    "nation": N_("the nation"),
    "zone": N_("the high cost area zone"),
    "activity": N_("the activity"),
    "band": N_("the band"),
    "share": N_("the share of the week"),
    "levels": N_("the factor levels"),
    "benchmark": N_("the benchmark"),
    "hours": N_("the hours"),
    "attendance": N_("the hours of attendance"),
    "preparation": N_("the hours of preparation"),
    "follow_up": N_("the hours of follow-up"),
    "travel": N_("the hours of travel"),
    "recovery": N_("the hours of recovery"),
    "count_travel": N_("whether travel counts"),
    "count_recovery": N_("whether recovery counts"),
    "people": N_("the number of people"),
    "sessions": N_("the number of sessions"),
    "age": N_("the age"),
    "amount": N_("the fee"),
    "fee": N_("the fee"),
    "hour_fee": N_("the hourly fee"),
    "half-day_fee": N_("the half-day fee"),
    "day_fee": N_("the day fee"),
    "session_fee": N_("the session fee"),
    "task_fee": N_("the task fee"),
    "per": N_("what the fee is paid for"),
    "card": N_("the rate card step"),
    "basis": N_("the basis"),
    "last_known_scale": N_("whether to use the last known pay scale"),
    "rate_kind": N_("the kind of figure"),
    "seat_kind": N_("the kind of seat"),
    "seat_group": N_("the group of the seat"),
    "seat_label": N_("the label of the seat"),
    "role_on": N_("the closing date or start"),
    "meeting_on": N_("the date of the meeting"),
    "meeting_hours": N_("the length of the meeting"),
    "point": N_("the pay point"),
    "comparator": N_("the comparator"),
    "parity_at": N_("the benchmark for parity"),
    "profile": N_("the profile"),
    "salary": N_("the salary"),
    "stated": N_("the stated pay"),
    "activities": N_("the activities"),
    "fte": N_("the share of full time"),
    "days": N_("the days a week"),
    "years": N_("the number of years"),
    "text": N_("the description"),
}

CAVEATS = {
    "indicative": N_(
        "The factor levels add up to %(total)s points. That is indicative: only a job evaluation panel can band a job."
    ),
    "indicative-range": N_(
        "The factor levels add up to between %(low)s and %(high)s points. "
        "That is indicative: only a job evaluation panel can band a job."
    ),
    "band-range": N_(
        "The factor levels leave open which band this is, from Band %(low)s to Band %(high)s. "
        "The benchmark is the entry point of Band %(low)s, so it may be too low."
    ),
    "any-band": N_(
        "The kind of work is not known: by what is indicative, it could be in any band from Band %(low)s to "
        "Band %(high)s. The benchmark is the entry point of Band %(low)s, so it may be too low."
    ),
    "match-indicative": N_(
        "This compares levels with a profile by arithmetic. It is indicative: only a matching panel decides."
    ),
    "weak-matching-rules": N_(
        "How far a job may vary from a profile (levels: %(levels)s, factors: %(factors)s) is %(evidence)s. "
        "Check it in chapter 11 of the NHS Job Evaluation Handbook."
    ),
    "profile-below-band": N_(
        "The lowest levels of this profile add up to %(total)s points. Band %(band)s starts at %(minimum)s. "
        "No job is expected to have the lowest level in every factor: one that does is matched to the band below "
        "or, failing that, evaluated locally."
    ),
    "no-band": N_("A total of %(total)s points is above the highest band of the scheme, %(highest)s. It has no band."),
    "band-closed": N_("Band %(band)s is closed: new work starts at Band 2."),
    "weak-evidence": N_("The evidence for one figure is weak. %(label)s is %(evidence)s."),
    "stale-rate": N_("%(label)s was due to be checked again by %(review_by)s. There may be a newer figure."),
    "undated-rate": N_("%(label)s: the source gives no date for this figure."),
    "own-rate": N_("%(label)s comes from rates of your own: %(origin)s."),
    "index-rule-not-applied": N_(
        "%(label)s: the rate card itself says that this amount rises (%(rule)s). fairpay has read only %(read_of)s, "
        "so the amount paid today may be higher."
    ),
    "last-known-scale": N_(
        "There is no Agenda for Change scale for %(nation)s on this date. "
        "As you asked, the last known one is used, for %(period)s."
    ),
    "day-length-assumed": N_("The source does not say how many hours its day holds. Here a day is %(hours)s hours."),
    "day-fee-more-than-once": N_(
        "A fee for a day is counted once for each day that is started: %(hours)s hours of attendance are "
        "%(times)s days of %(length)s hours. If the fee is for the whole session, choose “a session”."
    ),
    "half-day-fee-more-than-once": N_(
        "A fee for a half-day is counted once for each half-day that is started: %(hours)s hours of attendance are "
        "%(times)s half-days of %(length)s hours. If the fee is for the whole session, choose “a session”."
    ),
    "boundary-unclear": N_(
        "%(card)s does not say which amount applies at this length: it is %(low)s or %(high)s a session."
    ),
    "card-not-in-force": N_(
        "The rate card of %(card)s is not in force for this work: it is for another nation, or for %(period)s."
    ),
    "superseded-card": N_("%(card)s has replaced this rate card with a later one."),
    "preparation-unknown": N_("%(card)s does not say whether preparation is paid. Here it is not."),
    "benchmark-missing": N_(
        "The benchmark would be Band %(band)s. Band %(band)s has no pay scale for %(nation)s on this date."
    ),
    "unpaid": N_("Nothing is paid. The ladder shows what the time is worth at each comparator."),
    "below-minimum-wage": N_(
        "By arithmetic, %(paid)s an hour is below the legal minimum of %(floor)s an hour. "
        "Whether minimum wage law applies depends on the person's status: this is not a finding in law."
    ),
    "below-real-living-wage": N_("%(paid)s an hour is below the real living wage of %(floor)s an hour."),
    "travel-not-counted": N_("Travel is not counted in these figures (hours: %(hours)s)."),
    "recovery-not-counted": N_("Recovery is not counted in these figures (hours: %(hours)s)."),
    "groups-assumed": N_(
        "Rows that name no group: %(seats)s. There, fees and unpaid seats are counted as people with lived experience, "
        "salaries and directors as staff, consultants and non-executives as others."
    ),
    "activity-levels": N_(
        "The factor levels of the activities are %(evidence)s. Each activity was scored as if it were a whole post. "
        "A panel looks at the job itself."
    ),
    "highest-level-counts": N_(
        "Job evaluation takes no average over the activities: for each factor of skill and responsibility "
        "the level is the highest that any of them requires."
    ),
    "effort-by-frequency": N_(
        "Job evaluation counts how often an effort or a working condition is met. Where the activities that have a "
        "level take less than half of the week together, that level may not count in full: it is the top of a range."
    ),
    "week-not-described": N_(
        "%(percent)s per cent of the week is not described. What it requires is not counted, and could only raise "
        "the total."
    ),
    "no-later-awards": N_(
        "Each year is counted on the pay scale of this date, from the entry point of the band with its pay steps. "
        "No later pay award is guessed."
    ),
    "salary-stays": N_("The advertised salary comes without pay steps, so it is counted the same for each year."),
    "supplement-added": N_(
        "The high cost area supplement is added to the advertised salary. "
        "If the advertised figure holds it already, give the salary without it."
    ),
    "salary-on-scale": N_(
        "%(salary)s is on the pay scale of this date: %(point)s. Give the band too, so that its pay steps count."
    ),
    "salary-between-points": N_(
        "%(salary)s is not a point of the pay scale of this date. The nearest below is %(point)s (%(below)s), "
        "the nearest above is %(next_point)s (%(above)s)."
    ),
    "salary-below-scale": N_(
        "%(salary)s is below the whole pay scale of this date. The nearest point is %(point)s (%(above)s)."
    ),
    "salary-above-scale": N_(
        "%(salary)s is above the whole pay scale of this date. The nearest point is %(point)s (%(below)s)."
    ),
    "salary-in-band": N_(
        "The advertised salary of %(salary)s is within Band %(band)s, which runs from %(low)s to %(high)s on the pay "
        "scale of this date."
    ),
    "salary-below-band": N_(
        "The advertised salary of %(salary)s is below Band %(band)s, which runs from %(low)s to %(high)s on the pay "
        "scale of this date. The figures here are those of the band."
    ),
    "salary-above-band": N_(
        "The advertised salary of %(salary)s is above Band %(band)s, which runs from %(low)s to %(high)s on the pay "
        "scale of this date, without high cost area supplement. The figures here are those of the band."
    ),
    "salary-on-other-scale": N_("%(salary)s is a point of another year's pay scale: %(point)s, for %(period)s."),
    "threshold-in-full": N_(
        "The earnings on which no employer's National Insurance is due count in full for this one job, "
        "whatever its hours."
    ),
    "windows-1252": N_(
        "The file is not in UTF-8. It was read as Windows-1252, as older spreadsheets write CSV: "
        "check that £ signs and accents are right."
    ),
    "hidden-sheets": N_("Hidden sheets were not read: %(sheets)s."),
    "other-sheets": N_("Only the sheet “%(sheet)s” was read. Not read: %(sheets)s."),
    "hidden-rows": N_("Some rows are hidden in the file and were read like all others: %(rows)s."),
    "hidden-columns": N_("Some columns are hidden in the file and were read like all others: %(columns)s."),
    "merged-cells": N_(
        "Some cells are merged: %(cells)s. Only the first cell of each holds something, the others are empty."
    ),
    # about the wording of a description
    "words-not-sense": N_(
        "fairpay looks for words, not for sense, and a word is no proof that the work is there. A phrase counts as "
        "said not to be part of the work where “no”, “not”, “never” or “without” stands at most %(reach)s words before "
        "it in its sentence, or “none” or “not required” follows it. That is a plain rule of ours, and can be wrong. "
        "Read each line yourself. All of this is about a text, never about a person."
    ),
    "lexicon-evidence": N_(
        "Which words point to which level is fairpay's own reading, and no trained panel has checked it. "
        "The weakest reading used here is %(evidence)s."
    ),
    "plan-evidence": N_(
        "The paraphrased levels of the NHS Job Evaluation Scheme are %(evidence)s. "
        "Only a job evaluation panel can band a job, and it reads more than this text."
    ),
    "not-every-factor": N_(
        "A job description need not name every factor, and it should not borrow the scheme's own phrases: "
        "say what the person does and decides, in plain words."
    ),
    "highest-of-activities": N_(
        "Of several activities the highest level of each factor counts, as in job evaluation, and not an average. "
        "An effort that takes a small part of the week may count for less."
    ),
    "more-phrases": N_("%(found)s phrases were found. The first %(shown)s are listed; the levels count them all."),
    "partly-welsh": N_("Some of this text seems to be in Welsh. Only its English was read."),
    "text-windows-1252": N_(
        "The file is not in UTF-8. It was read as Windows-1252: check that £ signs and accents are right."
    ),
}

# Things to check before paying: never advice.
CHECKS = {
    "esa-weekly-limit": N_(
        "One session pays %(session)s. People who get Employment and Support Allowance can earn at most %(limit)s "
        "in any week of permitted work."
    ),
    "esa-weekly-limit-sessions": N_(
        "More than %(sessions)s of these sessions in one week pay over %(limit)s, the most that people who get "
        "Employment and Support Allowance can earn in a week of permitted work."
    ),
    "carers-allowance-limit": N_(
        "One session pays %(session)s. People who get Carer's Allowance can earn at most %(limit)s in a week, "
        "after tax and some costs."
    ),
    "carers-allowance-limit-sessions": N_(
        "More than %(sessions)s of these sessions in one week pay over %(limit)s, the most that people who get "
        "Carer's Allowance can earn in a week, after tax and some costs."
    ),
    "expenses-apart": N_(
        "Pay back expenses apart from the fee: money paid back for what was spent does not count as income of "
        "somebody who takes part as a service user."
    ),
    "declining": N_(
        "Somebody who takes part as a service user may decline a fee or ask for less: what they did not take "
        "does not count as their income. What is paid does, vouchers too."
    ),
    "worker-status": N_(
        "Minimum wage law turns on whether the person is a worker, not on what the payment is called. "
        "Any pay beyond expenses ends the exemption of voluntary workers."
    ),
    "own-determination": N_(
        "Payroll or invoice is the organisation's own decision, role by role. Write it down with its date."
    ),
}

UNITS = {
    "GBP": N_("pounds"),
    "GBP/year": N_("pounds a year"),
    "GBP/month": N_("pounds a month"),
    "GBP/week": N_("pounds a week"),
    "GBP/day": N_("pounds a day"),
    "GBP/half-day": N_("pounds a half-day"),
    "GBP/hour": N_("pounds an hour"),
    "GBP/block": N_("pounds a block"),
    "GBP/session": N_("pounds a session"),
    "GBP/task": N_("pounds a task"),
    "GBP/mile": N_("pounds a mile"),
    "hours": N_("hours"),
    "hours/year": N_("hours a year"),
    "hours/week": N_("hours a week"),
    "hours/day": N_("hours a day"),
    "weeks/year": N_("weeks a year"),
    "days": N_("days"),
    "days/year": N_("days a year"),
    "days/month": N_("days a month"),
    "days/week": N_("days a week"),
    "half-days": N_("half-days"),
    "months": N_("months"),
    "blocks": N_("blocks"),
    "people": N_("people"),
    "sessions": N_("sessions"),
    "fraction": N_("as a share"),
    "ratio": N_("as a ratio"),
}

STEPS = {
    "hours.attendance": N_("Hours of attendance"),
    "hours.preparation": N_("Hours of preparation"),
    "hours.follow_up": N_("Hours of follow-up"),
    "hours.travel": N_("Hours of travel"),
    "hours.recovery": N_("Hours of recovery"),
    "hours.worked": N_("Hours worked"),
    "hours.counted": N_("Hours that count"),
    "task.people": N_("People"),
    "task.sessions": N_("Sessions"),
    "week.hours": N_("Hours in a full-time week"),
    "week.days": N_("Days in a working week"),
    "day.hours": N_("Hours in a day"),
    "day.halves": N_("Half-days in a day"),
    "half.hours": N_("Hours in a half-day"),
    "year.weeks": N_("Weeks in a year"),
    "year.hours": N_("Paid hours in a year"),
    "year.days": N_("Paid days in a year"),
    "year.months": N_("Months in a year"),
    "leave.annual": N_("Days of annual leave on appointment"),
    "leave.public": N_("Public holidays"),
    "leave.days": N_("Days of leave and public holidays"),
    "year.days_worked": N_("Days really worked in a year"),
    "year.hours_worked": N_("Hours really worked in a year"),
    "insurance.rate": N_("Employer's National Insurance rate"),
    "insurance.threshold": N_("Earnings on which no employer's National Insurance is due"),
    "insurance.none": N_("Least salary on which employer's National Insurance is counted"),
    "insurance.over": N_("Salary above that"),
    "insurance.earnings": N_("Salary on which employer's National Insurance is due"),
    "pension.employer": N_("Employer's pension contribution"),
    "pension.administration": N_("Pension scheme administration levy"),
    "pension.rate": N_("Employer's pension contribution in all"),
    "levy.rate": N_("Apprenticeship levy rate"),
    "salary.point": N_("Salary for a full-time year"),
    "supplement.percent": N_("High cost area supplement, as a share of salary"),
    "supplement.minimum": N_("High cost area supplement, least"),
    "supplement.maximum": N_("High cost area supplement, most"),
    "supplement.share": N_("That share of the salary"),
    "supplement.at_least": N_("Not below the least"),
    "supplement.due": N_("Not above the most: the supplement"),
    "salary.in_zone": N_("Salary with the supplement"),
    "cost.insurance": N_("Employer's National Insurance for a year"),
    "cost.pension": N_("Employer's pension contribution for a year"),
    "cost.levy": N_("Apprenticeship levy for a year"),
    "cost.annual": N_("Cost to the employer for a year"),
    "floor.rate": N_("The floor for an hour"),
    "fee.amount": N_("The fee"),
    "fee.times.exact": N_("Attendance over that length"),
    "fee.times": N_("Started days or half-days, each paid in full"),
    "fee.annual": N_("Fee for a year"),
    "fee.days_stated": N_("Days the fee is for, as the source states them"),
    "fee.days": N_("Days a year the fee is for"),
    "day.rate": N_("Rate for a day"),
    "vat.rate": N_("VAT rate"),
    "vat.session": N_("What VAT would add to one session, kept apart"),
    "card.from": N_("This amount is for lengths from"),
    "card.up_to": N_("This amount is for lengths up to"),
    "card.amount": N_("Amount on the rate card"),
    "card.block": N_("Hours in a block"),
    "card.times.exact": N_("Attendance over that length"),
    "card.times": N_("How often the amount is paid"),
    "amount.rate": N_("Rate"),
    "amount.quantity": N_("How many"),
    "amount.due": N_("Amount due"),
    "pay.hourly": N_("Pay for an hour"),
    "pay.daily": N_("Pay for a day"),
    "pay.session": N_("Pay for one person, one session"),
    "pay.total": N_("Pay for all people and sessions"),
    "cost.hourly": N_("Cost of an hour really worked"),
    "cost.daily": N_("Cost of a day"),
    "cost.session": N_("Cost for one person, one session"),
    "cost.total": N_("Cost for all people and sessions"),
    "other.hourly": N_("Pay for an hour, if the other amount applies"),
    "other.daily": N_("Pay for a day, if the other amount applies"),
    "other.session": N_("Pay for one person, one session, if the other amount applies"),
    "other.total": N_("Pay for all people and sessions, if the other amount applies"),
}

# What a figure of the rate book is called where the data has no words of its own in a language.
SERIES = {
    "afc.": N_("A pay point of Agenda for Change"),
    "supplement.": N_("The high cost area supplement"),
    "weekly_hours.": N_("The hours of a full-time week"),
    "weeks_in_year": N_("The weeks in a year"),
    "leave.": N_("The days of leave"),
    "employer_ni.": N_("Employer's National Insurance"),
    "pension.": N_("The employer's pension contribution"),
    "apprenticeship_levy.": N_("The apprenticeship levy"),
    "vat.": N_("VAT"),
    "job_evaluation.": N_("A convention of job evaluation"),
    "minimum_wage.": N_("The legal minimum wage"),
    "real_living_wage.": N_("The real living wage"),
    "director.": N_("A director's fee, or the days it is for"),
    "consultancy.": N_("A consultancy day rate"),
}

OPERATION_SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
OPERATION_WORDS = {
    "minimum": N_("the smaller of %(inputs)s"),
    "maximum": N_("the larger of %(inputs)s"),
    "round_up": N_("%(inputs)s, rounded up to a whole number"),
    "same": N_("the same as %(inputs)s"),
}
JOIN = N_("%(first)s and %(second)s")

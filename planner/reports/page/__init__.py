"""report.html: the year to look at, in one file that needs nothing else.

Anybody may be handed it, so confidential sessions are told neutrally. Each section is a pure
function of problem and plan; `html` puts them together.
"""

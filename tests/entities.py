"""What may stand at the head of XML, and never of ours: a file of the machine by name, a text that multiplies itself."""

ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
LAUGHS = "<!DOCTYPE a [" + '<!ENTITY b0 "ha">' + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12)) + "]>"

"""Manifests as their producers write them, what each of them means, and some that mean nothing."""

from __future__ import annotations

import gzip
from typing import NamedTuple

from launcher.manifests.manifest import (
    Archive,
    InstanceEntry,
    Manifest,
    ManifestMessage,
    PatientEntry,
    SeriesEntry,
    StudyEntry,
)
from launcher.references import Instance, Patient, Series, Study


class Case(NamedTuple):
    """One manifest and its meaning."""

    name: str
    data: bytes
    manifest: Manifest


class Bad(NamedTuple):
    """One manifest that cannot be used, and words that the user must be told."""

    name: str
    data: bytes
    said: str


NAMESPACE = 'xmlns="http://www.weasis.org/xsd/2.5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
PATIENT = Patient(patient_id="7", patient_name="DOE^JANE")


def _one(study: Study, series: SeriesEntry, patient: Patient = PATIENT) -> tuple[PatientEntry, ...]:
    return (PatientEntry(patient, (StudyEntry(study, (series,)),)),)


SIMPLE = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest {NAMESPACE} uid="u1">'
    '<arcQuery arcId="1" baseUrl="https://h.example/a">'
    '<Patient PatientID="7" PatientName="DOE^JANE"><Study StudyInstanceUID="1.2">'
    '<Series SeriesInstanceUID="1.2.3" Modality="MR" SeriesNumber="4" DirectDownloadThumbnail="/t.jpg">'
    '<Instance SOPInstanceUID="1.2.3.4" InstanceNumber="1" DirectDownloadFile="/1.dcm"/>'
    '<Instance SOPInstanceUID="1.2.3.5" InstanceNumber="2" DirectDownloadFile="/2.dcm"/>'
    "</Series></Study></Patient></arcQuery></manifest>"
)
SIMPLE_MEANS = Manifest(
    "u1",
    (
        Archive(
            arc_id="1",
            base_url="https://h.example/a",
            patients=_one(
                Study("1.2"),
                SeriesEntry(
                    Series("1.2.3", "MR", 4),
                    (
                        InstanceEntry(Instance("1.2.3.4", instance_number=1), "/1.dcm"),
                        InstanceEntry(Instance("1.2.3.5", instance_number=2), "/2.dcm"),
                    ),
                    direct_download_thumbnail="/t.jpg",
                ),
            ),
        ),
    ),
)

_COMPLETE = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest {NAMESPACE}>
  <arcQuery arcId="pacs" baseUrl=" https://h.example/wado " webLogin="dXNlcjpwYXNz" requireOnlySOPInstanceUID="true"
      additionnalParameters="&amp;anonymize=yes" overrideDicomTagsList="0x00100010, 1048608,what,0x1FFFFFFFF"
      queryMode="DB" seriesRetrieve="0">
    <httpTag key="X-Token" value="t 1"/>
    <Patient PatientID="7" PatientName="DOE^JANE" IssuerOfPatientID="H" PatientBirthDate="19700131" PatientSex="F"
        PatientBirthTime="010203">
      <Study StudyInstanceUID="1.2" StudyDate="20200102" StudyTime="030405" StudyDescription="Knee &amp; hip"
          AccessionNumber="A1" StudyID="S1" ReferringPhysicianName="WHO^DR">
        <Series SeriesInstanceUID="1.2.3" SeriesDescription="sag" SeriesNumber="two" Modality="MR"
            SeriesDate="20200102" SeriesTime="030406" WadoTransferSyntaxUID="1.2.840.10008.1.2.4.50"
            WadoCompressionRate="75">
          <Instance SOPInstanceUID="1.2.3.4" SOPClassUID="1.2.840.10008.5.1.4.1.1.4" InstanceNumber="9"/>
          <Instance SOPInstanceUID="1.2.3.4" SOPClassUID="1.2.840.10008.5.1.4.1.1.4" InstanceNumber="9"/>
        </Series>
      </Study>
    </Patient>
    <Message title="Note" description="Two studies are offline" severity="INFO"/>
  </arcQuery>
  <presentations><presentation uuid="1"><references><series uuid="1.2.3"/></references></presentation></presentations>
  <selections><selection name="s" seriesUID="1.2.3"/></selections>
</manifest>
"""
_COMPLETE_MEANS = Manifest(
    "",
    (
        Archive(
            arc_id="pacs",
            base_url="https://h.example/wado",
            web_login="dXNlcjpwYXNz",
            require_only_sop_instance_uid=True,
            additional_parameters="&anonymize=yes",
            override_dicom_tags=(0x00100010, 0x00100020),
            query_mode="DB",
            http_tags=(("X-Token", "t 1"),),
            messages=(ManifestMessage("Note", "Two studies are offline", "info"),),
            patients=_one(
                Study("1.2", "20200102", "030405", "Knee & hip", "A1", "S1", "WHO^DR"),
                SeriesEntry(
                    Series("1.2.3", "MR", None, "sag", "20200102", "030406"),
                    (InstanceEntry(Instance("1.2.3.4", "1.2.840.10008.5.1.4.1.1.4", instance_number=9)),),
                    "1.2.840.10008.1.2.4.50",
                    75,
                ),
                Patient("7", "DOE^JANE", "H", "19700131", "F"),
            ),
        ),
    ),
)

_LEGACY = """<wado_query xmlns="http://www.weasis.org/xsd" wadoURL="http://h.example/wado"
    requireOnlySOPInstanceUID="false" additionnalParameters="" overrideDicomTagsList="">
  <Patient PatientID="7" PatientName="DOE^JANE"><Study StudyInstanceUID="1.2">
    <Series SeriesInstanceUID="1.2.3" ReferringPhysicianName="WHO^DR"><Instance SOPInstanceUID="1.2.3.4"/></Series>
  </Study></Patient></wado_query>"""
_LEGACY_SERIES = SeriesEntry(Series("1.2.3"), (InstanceEntry(Instance("1.2.3.4")),))
_LEGACY_MEANS = Manifest(
    "",
    (
        Archive(
            base_url="http://h.example/wado",
            patients=_one(Study("1.2", referring_physician_name="WHO^DR"), _LEGACY_SERIES),
        ),
    ),
)

_JSON = """\ufeff
{"manifest": {"uid": "u1", "arcQuery": {"Patient": [{"PatientID": 7, "PatientName": "DOE^JANE", "Study": {
  "StudyInstanceUID": "1.2", "Series": [{"SeriesInstanceUID": "1.2.3", "Modality": "MR", "SeriesNumber": 4,
  "DirectDownloadThumbnail": "/t.jpg", "Instance": [
    {"SOPInstanceUID": "1.2.3.4", "InstanceNumber": 1, "DirectDownloadFile": "/1.dcm"},
    {"SOPInstanceUID": "1.2.3.5", "InstanceNumber": "2", "DirectDownloadFile": "/2.dcm", "more": [1, null]}]}]}}],
  "arcId": "1", "baseUrl": "https://h.example/a", "requireOnlySOPInstanceUID": false}}}"""

_LATIN = SIMPLE.replace("UTF-8", "ISO-8859-1").replace("JANE", "JÄNE").encode("latin-1")
_LATIN_MEANS = Manifest(
    "u1",
    (
        Archive(
            arc_id="1",
            base_url="https://h.example/a",
            patients=(
                PatientEntry(Patient("7", "DOE^JÄNE"), SIMPLE_MEANS.archives[0].patients[0].studies),
            ),
        ),
    ),
)  # fmt: skip

_MESSAGE = (
    '<manifest><arcQuery arcId="1" baseUrl="">'
    '<Message title="Access denied" description="Ask the front desk" severity="ERROR"/></arcQuery></manifest>'
)
_ASK = (
    '<manifest><arcQuery baseUrl="https://h.example/rs" queryMode="DICOM_WEB" seriesRetrieve="true">{}'
    "</arcQuery></manifest>"
)
_TWO = (
    '<manifest><arcQuery arcId="1" baseUrl="https://a.example/"><Patient PatientID="7" PatientName="DOE^JANE">'
    '<Study StudyInstanceUID="1.2"><Series SeriesInstanceUID="1.2.3"><Instance SOPInstanceUID="1.2.3.4"/></Series>'
    '</Study></Patient></arcQuery><arcQuery arcId="2" wadoURL="https://b.example/" additionalParameters="&amp;x=1">'
    '<Patient PatientID="7" PatientName="DOE^JANE"><Study StudyInstanceUID="1.2"><Series SeriesInstanceUID="1.2.3">'
    '<Instance SOPInstanceUID="1.2.3.4"/></Series></Study></Patient></arcQuery></manifest>'
)

MANIFESTS = (
    Case("plain XML", SIMPLE.encode(), SIMPLE_MEANS),
    Case("gzip", gzip.compress(SIMPLE.encode()), SIMPLE_MEANS),
    Case("UTF-8 with byte order mark", b"\xef\xbb\xbf" + SIMPLE.encode(), SIMPLE_MEANS),
    Case("UTF-16", SIMPLE.replace("UTF-8", "UTF-16").encode("utf-16"), SIMPLE_MEANS),
    Case("another declared encoding", _LATIN, _LATIN_MEANS),
    Case("blank lines before the declaration", b"\r\n\n" + SIMPLE.encode(), SIMPLE_MEANS),
    Case("no namespace", SIMPLE.replace(NAMESPACE, "").encode(), SIMPLE_MEANS),
    Case(
        "a prefix for the namespace",
        SIMPLE.replace("xmlns=", "xmlns:w=").replace("</", "</w:").replace("<", "<w:").replace("<w:/w:", "</w:")
        .replace("<w:?", "<?").encode(),
        SIMPLE_MEANS,
    ),
    Case("unknown elements", SIMPLE.replace("<Study ", "<Extra><Study/></Extra><Study x='1' ").encode(), SIMPLE_MEANS),
    Case("something behind its end", SIMPLE.encode() + b"\0\0<!-- 0.2 s -->", SIMPLE_MEANS),
    Case("JSON", _JSON.encode(), SIMPLE_MEANS),
    Case("JSON in gzip", gzip.compress(_JSON.encode()), SIMPLE_MEANS),
    Case("every attribute", _COMPLETE.encode(), _COMPLETE_MEANS),
    Case("wado_query", _LEGACY.encode(), _LEGACY_MEANS),
    Case(
        "only a message",
        _MESSAGE.encode(),
        Manifest("", (Archive("1", messages=(ManifestMessage("Access denied", "Ask the front desk", "error"),)),)),
    ),
    Case(
        "a patient to be asked for",
        _ASK.format('<Patient PatientID="7" PatientName="DOE^JANE"/>').encode(),
        Manifest(
            "",
            (
                Archive(
                    base_url="https://h.example/rs",
                    query_mode="DICOM_WEB",
                    series_retrieve=True,
                    patients=(PatientEntry(PATIENT),),
                ),
            ),
        ),
    ),
    Case(
        "two archives",
        _TWO.encode(),
        Manifest(
            "",
            (
                Archive("1", "https://a.example/", patients=_one(Study("1.2"), _LEGACY_SERIES)),
                Archive(
                    "2",
                    "https://b.example/",
                    additional_parameters="&x=1",
                    patients=_one(Study("1.2"), _LEGACY_SERIES),
                ),
            ),
        ),
    ),
)  # fmt: skip

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE manifest [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><manifest uid="&a9;">&a9;</manifest>'
)
_FILE_ENTITY = '<!DOCTYPE manifest [<!ENTITY f SYSTEM "file:///etc/hostname">]><manifest uid="x">&f;</manifest>'

UNUSABLE = (
    Bad("nothing", b"", "empty"),
    Bad("blanks only", b" \r\n\t", "empty"),
    Bad("a login page", b"<!DOCTYPE html>\n<html><body><form>", "web page"),
    Bad("a login page in XHTML", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD"><html/>', "web page"),
    Bad(
        "a late XHTML page",
        b'<?xml version="1.0"?><!--' + b"x" * 2000 + b'--><!DOCTYPE html SYSTEM "x"><html/>',
        "web page",
    ),
    Bad("a login page in gzip", gzip.compress(b"<html><body>Sign in"), "web page"),
    Bad("text", b"Error 17: no such study", "neither XML nor JSON"),
    Bad("another file", b"%PDF-1.4 ...", "neither XML nor JSON"),
    Bad("gzip in gzip", gzip.compress(gzip.compress(SIMPLE.encode())), "neither XML nor JSON"),
    Bad("damaged gzip", gzip.compress(SIMPLE.encode())[:10] + b"\xff" * 40, "gzip"),
    Bad("cut XML", b"<manifest>\n<arcQuery\n", "line 3"),
    Bad("XML with a wrong tag", b"<manifest>\n<arcQuery>\n</manifest>", "line 3"),
    Bad("cut JSON", b'{"manifest":\n{', "line 2"),
    Bad("deep JSON", b'{"manifest":' + b"[" * 100_000, "not well-formed"),
    Bad("JSON in another encoding", b'{"manifest": "\xe4\xff"}', "not well-formed"),
    Bad("XML of another kind", b"<feed><entry/></feed>", "'feed'"),
    Bad("names in lower case", SIMPLE.lower().encode(), "arcQuery is missing"),
    Bad("JSON of another kind", b'{"feed": []}', "'manifest'"),
    Bad("no archive", b"<manifest/>", "arcQuery is missing"),
    Bad("an empty archive", b'<manifest><arcQuery baseUrl="http://h.example"/></manifest>', "no images"),
    Bad("an empty patient", _ASK.format("<Patient/>").replace("DICOM_WEB", "DB").encode(), "no images"),
    Bad("an empty message", b'<manifest><arcQuery baseUrl=""><Message title=" "/></arcQuery></manifest>', "no images"),
    Bad("an instance without UID", SIMPLE.replace("SOPInstanceUID", "UID").encode(), "no SOPInstanceUID (2 times)"),
    Bad("no base URL", SIMPLE.replace("baseUrl", "base").encode(), "'1' has no address: baseUrl is missing"),
    Bad("a base URL with a blank", SIMPLE.replace("h.example", "h example").encode(), "baseUrl that is no"),
    Bad("a base URL of another kind", SIMPLE.replace("https:", "ldap:").encode(), "baseUrl that is no"),
    Bad("a base URL with half a host", SIMPLE.replace("h.example", "[::1").encode(), "baseUrl that is no"),
    Bad("billion laughs", BILLION_LAUGHS.encode(), "document type"),
    Bad("billion laughs in UTF-16", BILLION_LAUGHS.encode("utf-16"), "document type"),
    Bad("a file as entity", _FILE_ENTITY.encode(), "document type"),
    Bad("a DTD elsewhere", b'<!DOCTYPE manifest SYSTEM "http://h.example/m.dtd"><manifest/>', "document type"),
    Bad("an undeclared entity", b'<manifest uid="&nbsp;"/>', "nbsp"),
)

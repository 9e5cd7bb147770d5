"""Links as they occur in the field, and the commands that each of them means."""

from __future__ import annotations

from typing import NamedTuple

from launcher.links.commands import (
    AcquirePatient,
    DicomClose,
    DicomGet,
    DicomQr,
    DicomRs,
    DicomShow,
    WeasisConfig,
    WeasisUi,
)
from launcher.links.options import Command


class Link(NamedTuple):
    """One link, who writes such links, and what it means."""

    name: str
    link: str
    commands: tuple[Command, ...]


MANIFEST = DicomGet(wado=("https://h.example/m.xml",))
STUDY = DicomRs(url="https://h.example/rs", request=("studyUID=1.2.3",))


def _authorized(value: str) -> DicomRs:
    return DicomRs(url=STUDY.url, request=STUDY.request, header=(f"Authorization: {value}",))


SHAPES = (
    Link("A: form-encoded", "weasis://?%24dicom%3Aget+-w+%22https%3A%2F%2Fh.example%2Fm.xml%22", (MANIFEST,)),
    Link("B: form-encoded, no ?", "weasis://%24dicom%3Aget+-w+%22https%3A%2F%2Fh.example%2Fm.xml%22", (MANIFEST,)),
    Link("C: raw, no ?", 'weasis://$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("D: raw", 'weasis://?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("D, after a browser", "weasis://?$dicom:get%20-w%20%22https://h.example/m.xml%22", (MANIFEST,)),
    Link("E: one colon", 'weasis:?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("F: one colon, no ?", 'weasis:$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("our own scheme", 'wetread://?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("scheme in capitals", 'WEASIS://?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("scheme of a kin", 'weasis-dicomizer://?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("a place before the ?", 'weasis://viewer/?$dicom:get -w "https://h.example/m.xml"', (MANIFEST,)),
    Link("escapes in lower case", "weasis://?%24dicom%3aget+-w+%22https%3a%2f%2fh.example%2fm.xml%22", (MANIFEST,)),
    Link("a slash added", 'weasis://?$dicom:get -w "https://h.example/m.xml"/', (MANIFEST,)),
    Link("a slash added to a flag", "weasis://%24dicom%3Aclose+--all/", (DicomClose(all=True),)),
    Link("quotes around it", "'weasis://?$dicom:get -w \"https://h.example/m.xml\"'", (MANIFEST,)),
    Link("apostrophes, escaped", "weasis://?$dicom:get%20-w%20%27https://h.example/m.xml%27", (MANIFEST,)),
    Link("no quotes", "weasis://?$dicom:get -w https://h.example/m.xml", (MANIFEST,)),
    Link("no quotes, slash added", "weasis://?$dicom:get -w https://h.example/m.xml/", (MANIFEST,)),
    Link(
        "no quotes, a query",
        "weasis://?$dicom:get -r https://h.example/a.dcm?x=1&y=2*(3);[4]|5#6",
        (DicomGet(remote=("https://h.example/a.dcm?x=1&y=2*(3);[4]|5#6",)),),
    ),
    Link(
        "an address escaped twice",
        "weasis://?$dicom:get%20-r%20https://h/a%2520b",
        (DicomGet(remote=("https://h/a%20b",)),),
    ),
    Link("a % that is no escape", "weasis://?$dicom:close -p '50%' -p %zz", (DicomClose(patient=("50%", "%zz")),)),
    Link("UTF-8", "weasis://?$dicom:close%20-p%20%22J%C3%BCrgen%22", (DicomClose(patient=("Jürgen",)),)),
    Link("Latin-1", "weasis://?$dicom:close%20-p%20%22J%FCrgen%22", (DicomClose(patient=("Jürgen",)),)),
    Link("raw Unicode", 'weasis://?$dicom:close -p "Jürgen"', (DicomClose(patient=("Jürgen",)),)),
    Link("nothing asked", "weasis://", ()),
    Link("nothing asked, of us", "wetread://?", ()),
)

ARCHIVES = (
    Link(
        "dcm4chee-arc, filled template",
        'weasis://?$dicom:rs --url "https://pacs:8443/dcm4chee-arc/aets/DCM4CHEE/rs" -r "studyUID=1.2.3" '
        '--query-ext "&includedefaults=false" -H "Authorization: Bearer eyJ.a+b/c="',
        (
            DicomRs(
                url="https://pacs:8443/dcm4chee-arc/aets/DCM4CHEE/rs",
                request=("studyUID=1.2.3",),
                query_ext="&includedefaults=false",
                header=("Authorization: Bearer eyJ.a+b/c=",),
            ),
        ),
    ),
    Link(
        "dcm4chee-arc, after a browser",
        "weasis://?$dicom:rs%20--url%20%22https://h.example/rs%22%20-r%20%22studyUID=1.2.3%22"
        "%20-H%20%22Authorization:%20Bearer%20a+b/c==%22",
        (_authorized("Bearer a+b/c=="),),
    ),
    Link(
        "dcm4chee-arc, the published line without its last quote",
        'weasis://$dicom:rs --url "https://h.example/rs" -r "studyUID=1.2.3" -H "Authorization: Bearer eyJ.a.b',
        (_authorized("Bearer eyJ.a.b"),),
    ),
    Link(
        "dcm4chee-arc, patient with issuer",
        'weasis://?$dicom:rs --url "https://h.example/rs" -r "patientID=7#1&2^^^HOSPITAL" --query-ext "&x=y"',
        (DicomRs(url="https://h.example/rs", request=("patientID=7#1&2^^^HOSPITAL",), query_ext="&x=y"),),
    ),
    Link(
        "a token as a parameter",
        'weasis://?$dicom:rs --url "https://h.example/rs" -r "studyUID=1.2.3" -H "Authorization: &access_token=T"',
        (_authorized("&access_token=T"),),
    ),
    Link(
        "a token as a parameter, after Bearer",
        'weasis://?$dicom:rs -u "https://h.example/rs" -r "studyUID=1.2.3" -H "Authorization: Bearer &access_token=T"',
        (_authorized("Bearer &access_token=T"),),
    ),
    Link(
        "Orthanc Explorer 2, two studies",
        "weasis://?%24dicom%3Ars+--url+%22http%3A%2F%2Flocalhost%3A8042%2Fdicom-web%22+-r+%22studyUID%3D1.2.3%2C1.2.4%22",
        (DicomRs(url="http://localhost:8042/dicom-web", request=("studyUID=1.2.3,1.2.4",)),),
    ),
    Link(
        "Orthanc Explorer 2, with a token",
        "weasis://?%24dicom%3Ars+--url+%22https%3A%2F%2Fh.example%2Frs%22+-r+%22studyUID%3D1.2.3%22"
        "+-H+%22Authorization%3A%20Bearer%20a%2Bb%2Fc%3D%3D%22",
        (_authorized("Bearer a+b/c=="),),
    ),
    Link(
        "a token in a form whose + is no longer one",
        "weasis://?%24dicom%3Ars+--url+%22https%3A%2F%2Fh.example%2Frs%22+-r+%22studyUID%3D1.2.3%22"
        "+-H+%22Authorization%3A+Bearer+a+b%22",
        (_authorized("Bearer a b"),),
    ),
    Link(
        "= after a short option",
        "weasis://?$dicom:rs -u=https://h.example/rs -r='studyUID=1.2.3'",
        (STUDY,),
    ),
    Link(
        "several requests and the beginning of an option",
        'weasis://?$dicom:rs --url "https://h.example/rs" -r "studyUID=A&seriesUID=B" --req "objectUID=C" --show',
        (
            DicomRs(
                url="https://h.example/rs", request=("studyUID=A&seriesUID=B", "objectUID=C"), show_whole_study=True
            ),
        ),
    ),
    Link(
        "a transfer syntax",
        'weasis://?$dicom:rs --url "https://h.example/rs" -r "studyUID=1.2.3" '
        '--accept-ext "transfer-syntax=1.2.840.10008.1.2.4.90"',
        (DicomRs(url=STUDY.url, request=STUDY.request, accept_ext="transfer-syntax=1.2.840.10008.1.2.4.90"),),
    ),
    Link(
        "Google Healthcare",
        'weasis://?$weasis:config pro="dicom.qido.query.multi.params true" $dicom:rs --url '
        '"https://h.example/rs" -r "studyUID=1.2.3" -H "Authorization: Bearer T"',
        (WeasisConfig(pro=("dicom.qido.query.multi.params true",)), _authorized("Bearer T")),
    ),
)

CONNECTORS = (
    Link(
        "viewer-hub, manifest and configuration",
        "weasis://%24dicom%3Aget+-w+%22https%3A%2F%2Fhub%2Fmanifest%3Fkey%3DK%22+%24weasis%3Aconfig+wcfg%3D%22https%3A%2F"
        "%2Fhub%2Fweasisconfig%2Fws%2FlaunchConfig%3Fpro%3Da%2Bb%26user%3Du%26host%3Dh%26config%3Dc%22",
        (
            DicomGet(wado=("https://hub/manifest?key=K",)),
            WeasisConfig(wcfg="https://hub/weasisconfig/ws/launchConfig?pro=a+b&user=u&host=h&config=c"),
        ),
    ),
    Link(
        "viewer-hub, another command than the manifest's",
        "weasis://%24acquire%3Apatient+-s+H4sIAAAA+%24weasis%3Aconfig+wcfg%3D%22https%3A%2F%2Fhub%2Fc%22",
        (AcquirePatient(iurlsafe=True, source="H4sIAAAA"), WeasisConfig(wcfg="https://hub/c")),
    ),
    Link(
        "pacs-connector with a code base",
        "weasis://?%24dicom%3Aget+-w+%22https%3A%2F%2Fp%3A8443%2Fc%2FRequestManifest%3Bjsessionid%3D9%3Fid%3D4%22"
        "+%24weasis%3Aconfig++cdb%3D%22https%3A%2F%2Fp%3A8443%2Fweasis%22+cdb-ext%3D%22https%3A%2F%2Fp%3A8443%2Fext%22",
        (
            DicomGet(wado=("https://p:8443/c/RequestManifest;jsessionid=9?id=4",)),
            WeasisConfig(cdb="https://p:8443/weasis", ignored=("cdb-ext",)),
        ),
    ),
    Link(
        "pacs-connector without a code base",
        "weasis://?%24dicom%3Aget+-w+%22https%3A%2F%2Fh.example%2Fm.xml%22+%24weasis%3Aconfig++cdb"
        "+pro%3D%22weasis.aet%2BMYAET%22",
        (MANIFEST, WeasisConfig(pro=("weasis.aet+MYAET",))),
    ),
    Link(
        "properties",
        "weasis://?%24weasis%3Aconfig+pro%3D%22weasis.name+My+viewer%22+pro%3D%27gosh.port+17181%27",
        (WeasisConfig(pro=("weasis.name My viewer", "gosh.port 17181")),),
    ),
    Link(
        "replace what is open",
        "weasis://?%24dicom%3Aclose+--all+%24dicom%3Aget+-r+%22https%3A%2F%2Fh%2Fus-palette.dcm%22",
        (DicomClose(all=True), DicomGet(remote=("https://h/us-palette.dcm",))),
    ),
    Link(
        "several sources",
        "weasis://?%24dicom%3Aget+-l+%22D%3A%2FDICOM%2FOverlay%22+-l+%22D%3A%2FDICOM%2FShutter%22+-r+%22https%3A%2F%2Fh%2Fus.dcm%22",
        (DicomGet(local=("D:/DICOM/Overlay", "D:/DICOM/Shutter"), remote=("https://h/us.dcm",)),),
    ),
    Link(
        "a $ within quotes starts no command",
        "weasis://?%24weasis%3Aconfig+arg%3D%22%24dicom%3Aclose+--all%22+auth%3D%22Bearer+x%22",
        (WeasisConfig(arg=("$dicom:close --all",), auth="Bearer x"),),
    ),
    Link(
        "a $ within an address starts no command",
        "weasis://?$dicom:get -r https://h/a?price=$5&k=$x -r 'https://h/$a:b' $weasis:ui -v",
        (DicomGet(remote=("https://h/a?price=$5&k=$x", "https://h/$a:b")), WeasisUi(visible=True)),
    ),
)

OURS = (
    Link(
        "a ticket",
        "wetread://open?manifest=https%3A%2F%2Fh%2Fm%3Fk%3Da%2Bb%26x%3D1",
        (DicomGet(wado=("https://h/m?k=a+b&x=1",)),),
    ),
    Link("a ticket, a plus", "wetread://open/?manifest=https%3A%2F%2Fh%2Fa+b", (DicomGet(wado=("https://h/a+b",)),)),
    Link(
        "a configured archive",
        'wetread://?$dicom:qr --node PACS -r "accessionNumber=4711" --retrieve move',
        (DicomQr(node="PACS", request=("accessionNumber=4711",), retrieve="move"),),
    ),
    Link("what is loaded", "wetread://?$dicom:show -y 1.2.3", (DicomShow(study="1.2.3"),)),
)

LINKS = (*SHAPES, *ARCHIVES, *CONNECTORS, *OURS)

UNREADABLE = {
    "a typo of the $": "weasis://?dicom:get -w https://h/m.xml",
    "a page's address": "weasis://viewer?studyUID=1.2",
    "a line break": "weasis://?$dicom:rs -u https://h/rs -r studyUID=1 -H 'X: 1%0D%0AY: 2'",
    "a NUL": "weasis://?$dicom:get%20-l%20/tmp/a%00b",
    "half a surrogate": "weasis://?$dicom:get -l \ud800",
    "an address that is not escaped": "wetread://open?manifest=https://h/m?a=1&b=2",
    "a ticket of another kind": "wetread://open?manifest=file%3A%2F%2F%2Fetc%2Fpasswd",
    "too many commands": "weasis://?" + "$dicom:close --all " * 1001,
    "too long": "weasis://?$dicom:get -i " + "A" * (2 << 20),
}
"""Links that mean nothing, by what is wrong with them."""

CUT = {
    "within a percent escape": "weasis://?%24dicom%3Aget+-w+%22https%3A%2F%2Fh%2",
    "after a quote": 'weasis://?$dicom:get -w "',
    "within an address": 'weasis://?$dicom:get -w "https://pacs.exam',
    "within an address without a quote": "weasis://?$dicom:get -w https:/",
    "after a header's name": 'weasis://?$dicom:rs -u "https://h/rs" -r "studyUID=1" -H "Authorization: ',
    "before a token": 'weasis://?$dicom:rs -u "https://h/rs" -r "studyUID=1" -H "Authorization: Bearer ',
    "within a name": 'weasis://?$dicom:rs -u "https://h/rs" -r "stud',
    "before a value": 'weasis://?$dicom:rs -u "https://h/rs" -r "studyUID=',
    "a quote lost in the middle": 'weasis://?$dicom:rs --url "https://h/rs -r "studyUID=1.2.3"',
    "a quote lost before a command": 'weasis://?$dicom:close -p "1 $dicom:close --all',
    "within the command word": "weasis://?$dicom",
    "after the scope": "weasis://?$dicom:",
    "within the second command word": "weasis://?$dicom:close --all $dicom",
    "after the $": "weasis://?%24",
}
"""Links that were cut on their way, by the place."""

"""Files inside objects: known by their content, read where that is possible, handed over otherwise."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset

from tests.viewer.documents.objects import saved
from viewer.documents.encapsulated import kind_of_content, read_encapsulated
from viewer.documents.page import Table
from viewer.pixels.header import read_header

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
CDA = b"""<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><id root="1.2.3" extension="1"/>
<code code="18748-4" codeSystem="2.16.840.1.113883.6.1"/><title>Imaging Report</title>
<effectiveTime value="2024"/><confidentialityCode code="N"/>
<recordTarget><patientRole><id root="1.2" extension="P1"/><patient><name><given>Jane</given><family>Roe</family></name>
<administrativeGenderCode code="F"/><birthTime value="19700101"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><title>Findings</title><text><paragraph>Liver
<content styleCode="Bold">normal</content>.</paragraph><list><item>No effusion</item><item>No mass</item></list>
<table><thead><tr><th>Name</th><th>mm</th></tr></thead><tbody><tr><td>Long axis</td><td>21</td></tr></tbody></table>
</text></section></component></structuredBody></component></ClinicalDocument>"""


def encapsulated(path: Path, data: bytes, **attributes: Any) -> Any:
    dataset = Dataset()
    dataset.EncapsulatedDocument = data + b"\0" * (len(data) % 2)
    dataset.EncapsulatedDocumentLength = len(data)
    file = saved(path / "document.dcm", dataset, "1.2.840.10008.5.1.4.1.1.104.1", "DOC", **attributes)
    return read_encapsulated(read_header(str(file)))


def content(document: Any) -> bytes:
    assert document.enclosed is not None
    return b"".join(document.enclosed.parts())


def test_a_pdf_made_by_dcmtk_comes_out_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    subprocess.run(["pdf2dcm", "+t", "A letter", tmp_path / "a.pdf", tmp_path / "a.dcm"], check=True, timeout=60)
    document = read_encapsulated(read_header(str(tmp_path / "a.dcm")))
    assert document.page.title == "A letter"
    assert document.enclosed is not None
    assert document.enclosed.suffix == ".pdf"
    assert content(document) == PDF


def test_a_cda_made_by_dcmtk_is_read_in_place_and_can_be_handed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(CDA)
    subprocess.run(["cda2dcm", tmp_path / "a.xml", tmp_path / "a.dcm"], check=True, timeout=60)
    document = read_encapsulated(read_header(str(tmp_path / "a.dcm")))
    for line in ("Imaging Report", "Findings", "Liver normal.", "No effusion", "No mass", "Long axis\t21"):
        assert line in document.page.text.splitlines()
    assert any(isinstance(block, Table) and block.head == ("Name", "mm") for block in document.page.blocks)
    assert content(document).rstrip(b"\0\n") == CDA


def test_an_xml_file_that_names_others_reads_none_of_them(tmp_path: Path) -> None:
    hostile = CDA.replace(
        b'<?xml version="1.0"?>', b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    ).replace(b"Liver", b"Liver &e;")
    assert "root:" not in encapsulated(tmp_path, hostile).page.text


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (PDF, ".pdf"),
        (b"junk before it\n" + PDF, ".pdf"),
        (CDA, ".xml"),
        (b"\0" * 80 + struct.pack("<L", 2) + b"\0" * 100, ".stl"),
        (b"solid x\nfacet normal 0 0 1\n", ".stl"),
        (b"# model\nv 0 0 1\nv 1 0 0\nf 1 2 3\n", ".obj"),
        (b"newmtl red\nKd 1 0 0\n", ".mtl"),
        (b"<html><script>alert(1)</script></html>", None),
        (b"#!/bin/sh\nrm -rf ~\n", None),
        (b"MZ\x90\0", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, suffix: str | None) -> None:
    kind = kind_of_content(data)
    assert (kind.suffix if kind is not None else None) == suffix


def test_a_file_that_is_not_what_it_says_is_never_opened(tmp_path: Path) -> None:
    document = encapsulated(tmp_path, b"#!/bin/sh\n", MIMETypeOfEncapsulatedDocument="application/pdf")
    assert document.enclosed is None
    assert "not what it says it is (application/pdf)" in document.page.text

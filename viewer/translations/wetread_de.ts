<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Wetread</name>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>  ·  by the administrator</source>
            <translation>  ·  vom Administrator</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../model/found.py" />
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source> as scanned</source>
            <translation> wie gescannt</translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source> at detector</source>
            <translation> am Detektor</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> of {count}</source>
            <translation> von {count}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> · incomplete</source>
            <translation> · unvollständig</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> · {bits_stored} bits</source>
            <translation> · {bits_stored} Bit</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Annotations</source>
            <translation>&amp;Beschriftung</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Anonymize</source>
            <translation>&amp;Anonymisieren</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Colours</source>
            <translation>&amp;Farben</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <location filename="../tags/window.py" />
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Copy to the local temporary folder first, for slow media</source>
            <translation>Zuerst in den lokalen temporären Ordner &amp;kopieren, bei langsamen Medien</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Detect</source>
            <translation>&amp;Suchen</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Download the missing {count} again</source>
            <translation>Die fehlenden {count} noch einmal &amp;laden</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Download what is missing again</source>
            <translation>Das Fehlende noch einmal &amp;laden</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Format</source>
            <translation>&amp;Format</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Language</source>
            <translation>S&amp;prache</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Measure</source>
            <translation>&amp;Messen</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Memory for images</source>
            <translation>&amp;Speicher für Bilder</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>&amp;Save …</source>
            <translation>&amp;Speichern …</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Tool</source>
            <translation>&amp;Werkzeug</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Transfer syntax</source>
            <translation>&amp;Transfer-Syntax</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Try again</source>
            <translation>&amp;Erneut versuchen</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Views</source>
            <translation>&amp;Ansichten</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>&amp;Whole image, pixel by pixel ({whole})</source>
            <translation>&amp;Ganzes Bild, Pixel für Pixel ({whole})</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Window/Level</source>
            <translation>Fe&amp;nster</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>* stands for any text, ? for one character</source>
            <translation>* steht für beliebigen Text, ? für ein Zeichen</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>*knee*</source>
            <translation>*Knie*</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>, frame {number}</source>
            <translation>, Frame {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>, set up by the administrator</source>
            <translation>, vom Administrator eingerichtet</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>0: no limit</source>
            <translation>0: keine Grenze</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>1 × 3</source>
            <translation>1 × 3</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>1 × 4</source>
            <translation>1 × 4</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>2 × 3</source>
            <translation>2 × 3</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>2 × 4</source>
            <translation>2 × 4</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>; there may be more on the next page</source>
            <translation>; auf der nächsten Seite gibt es vielleicht mehr</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>A blending state lays images over others, half transparent ({counts}). Choose it in a view that shows one of those below: the button at the top offers it where one of those above is loaded and lies in the same place.</source>
            <translation>Ein Überblendungszustand legt Bilder halb durchsichtig über andere ({counts}). Wählen Sie ihn in einer Ansicht, die eines der unteren zeigt: Der Knopf oben bietet ihn an, wo eines der oberen geladen ist und an derselben Stelle liegt.</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>A blending state lays images over others, half transparent ({counts}). It is not applied here: open them side by side.</source>
            <translation>Ein Überblendungszustand legt Bilder halb durchsichtig über andere ({counts}). Er wird hier nicht angewendet: Öffnen Sie sie nebeneinander.</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>A disc, a stick, or a folder with a DICOMDIR in it.</source>
            <translation>Eine Disc, ein Stick oder ein Ordner mit einem DICOMDIR darin.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>A launcher for DICOM images, and a light viewer.</source>
            <translation>Ein Starter für DICOM-Bilder und ein leichter Betrachter.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>A legacy converted enhanced image, with UIDs of its own.</source>
            <translation>Ein umgewandeltes Enhanced-Bild (Legacy Converted), mit eigenen UIDs.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>AE title</source>
            <translation>AE-Titel</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Abdomen (CT)</source>
            <translation>Abdomen (CT)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/about.py" />
            <source>About Wetread</source>
            <translation>Über Wetread</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Accession number</source>
            <translation>Accession-Nummer</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>Accession: {accession_number}</source>
            <translation>Accession-Nr.: {accession_number}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Acquisition time</source>
            <translation>Aufnahmezeit</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add &amp;files …</source>
            <translation>&amp;Dateien hinzufügen …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add DICOM files</source>
            <translation>DICOM-Dateien hinzufügen</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add a fo&amp;lder …</source>
            <translation>&amp;Ordner hinzufügen …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add a folder of DICOM files</source>
            <translation>Einen Ordner mit DICOM-Dateien hinzufügen</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Add another attribute</source>
            <translation>Weiteres Attribut hinzufügen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Add archive …</source>
            <translation>Archiv hinzufügen …</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Add one, or import the lists that Weasis keeps.</source>
            <translation>Fügen Sie eines hinzu, oder importieren Sie die Listen von Weasis.</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Add the archive that you want to search.</source>
            <translation>Fügen Sie das Archiv hinzu, das Sie durchsuchen wollen.</translation>
        </message>
        <message>
            <location filename="../query/source.py" />
            <source>Add, change or test archives</source>
            <translation>Archive hinzufügen, ändern oder prüfen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>All values</source>
            <translation>Alle Werte</translation>
        </message>
        <message>
            <location filename="../documents/key_objects.py" />
            <source>Also named as evidence</source>
            <translation>Auch als Beleg genannt</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Angle</source>
            <translation>Winkel</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Angle between two lines (Cobb)</source>
            <translation>Winkel zwischen zwei Linien (Cobb)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/menus.py" />
            <source>Annotate</source>
            <translation>Beschriften</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Annotations</source>
            <translation>Anmerkungen</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>Annotations can name the patient. Without them, the picture shows the image alone.</source>
            <translation>Die Beschriftung kann den Patienten nennen. Ohne sie zeigt die Datei das Bild allein.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Annotations: all, fewer, none</source>
            <translation>Beschriftung: alle, weniger, keine</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Any date</source>
            <translation>Beliebiges Datum</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Approval</source>
            <translation>Freigabe</translation>
        </message>
        <message>
            <location filename="../query/source.py" />
            <source>Archive</source>
            <translation>Archiv</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Archives compare whole values. * stands for any text: {text}*</source>
            <translation>Archive vergleichen ganze Werte. * steht für beliebigen Text: {text}*</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Archives that are set up</source>
            <translation>Eingerichtete Archive</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Archives – Wetread</source>
            <translation>Archive – Wetread</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../query/dialog.py" />
            <location filename="../query/source.py" />
            <source>Archives …</source>
            <translation>Archive …</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Area {value} {unit}{origin}</source>
            <translation>Fläche {value} {unit}{origin}</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Arrangement</source>
            <translation>Anordnung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Arrow</source>
            <translation>Pfeil</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>As &amp;{form}</source>
            <translation>Als &amp;{form}</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>As it is</source>
            <translation>Wie es ist</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>As on &amp;screen ({screen})</source>
            <translation>Wie am &amp;Bildschirm ({screen})</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>As the images suggest</source>
            <translation>Wie die Bilder es nahelegen</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>Ask the archive for the image once more, or in an uncompressed form; if it stays so, show this text to it.</source>
            <translation>Fordern Sie das Bild noch einmal vom Archiv an, oder unkomprimiert; bleibt es dabei, zeigen Sie dort diesen Text.</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Ask the archive for the object once more; if it stays so, show this text to it.</source>
            <translation>Fordern Sie das Objekt noch einmal vom Archiv an; bleibt es dabei, zeigen Sie dort diesen Text.</translation>
        </message>
        <message>
            <location filename="../query/results.py" />
            <source>Asking for its series …</source>
            <translation>Die Serien werden erfragt …</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Asking what there is</source>
            <translation>Fragt, was es gibt</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <location filename="../documents/families.py" />
            <source>Audio</source>
            <translation>Audio</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Author</source>
            <translation>Verfasser</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>B-value</source>
            <translation>B-Wert</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Baseline</source>
            <translation>Nulllinie</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Beam</source>
            <translation>Strahl</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Beams</source>
            <translation>Strahlen</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>Best fetched by {method}.</source>
            <translation>Am besten mit {method} laden.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Best fit</source>
            <translation>Eingepasst</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Birth date</source>
            <translation>Geburtsdatum</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Bone (CT)</source>
            <translation>Knochen (CT)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Brain (CT)</source>
            <translation>Gehirn (CT)</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>By the basic profile of PS3.15, with new UIDs. The pixels are not cleaned: look whether they name the patient.</source>
            <translation>Nach dem Basic Profile von PS3.15, mit neuen UIDs. Die Pixel werden nicht bereinigt: Prüfen Sie, ob sie den Patienten nennen.</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>C&amp;hoose a folder …</source>
            <translation>&amp;Ordner wählen …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>C&amp;hoose …</source>
            <translation>&amp;Wählen …</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>C&amp;lose</source>
            <translation>Sch&amp;ließen</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>CDA document</source>
            <translation>CDA-Dokument</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../query/source.py" />
            <source>Call as</source>
            <translation>Rufen als</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <location filename="../views/start.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Cancelled after {what}</source>
            <translation>Abgebrochen nach {what}</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Central Europe, ISO_IR 101</source>
            <translation>Mitteleuropa, ISO_IR 101</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Change window and level</source>
            <translation>Fenster und Zentrum ändern</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Channel</source>
            <translation>Kanal</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Character set of queries</source>
            <translation>Zeichensatz der Abfragen</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>Check the file in another program, or save it as PNG or JPEG and open it again.</source>
            <translation>Prüfen Sie die Datei in einem anderen Programm, oder speichern Sie sie als PNG oder JPEG und öffnen Sie diese.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>China, GB18030</source>
            <translation>China, GB18030</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>Choose &amp;file …</source>
            <translation>&amp;Datei wählen …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Choose &amp;place …</source>
            <translation>&amp;Ort wählen …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Choose a ZIP archive</source>
            <translation>Ein ZIP-Archiv wählen</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Choose a disc, or a folder with a DICOMDIR</source>
            <translation>Eine Disc oder einen Ordner mit einem DICOMDIR wählen</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Choose a series in the list.</source>
            <translation>Wählen Sie eine Serie in der Liste.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Choose all on this image</source>
            <translation>Alles auf diesem Bild auswählen</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <location filename="../views/main_window.py" />
            <location filename="../views/output.py" />
            <source>Choose another place.</source>
            <translation>Wählen Sie einen anderen Ort.</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Choose it in a view that shows one of its images: the button at the top of the view offers it.</source>
            <translation>Wählen Sie ihn in einer Ansicht, die eines seiner Bilder zeigt: Der Knopf oben in der Ansicht bietet ihn an.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Choose none</source>
            <translation>Nichts auswählen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Click the link again.</source>
            <translation>Klicken Sie noch einmal auf den Link.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <location filename="../dialogs/key_images.py" />
            <location filename="../dialogs/nodes.py" />
            <location filename="../dialogs/shortcuts.py" />
            <location filename="../query/dialog.py" />
            <location filename="../tags/window.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/series_menu.py" />
            <source>Close patient</source>
            <translation>Patienten schließen</translation>
        </message>
        <message>
            <location filename="../views/series_menu.py" />
            <source>Close series</source>
            <translation>Serie schließen</translation>
        </message>
        <message>
            <location filename="../views/series_menu.py" />
            <source>Close study</source>
            <translation>Untersuchung schließen</translation>
        </message>
        <message>
            <location filename="../documents/video.py" />
            <source>Coding</source>
            <translation>Kodierung</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Com&amp;pare with</source>
            <translation>&amp;Vergleichen mit</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Compare with</source>
            <translation>Vergleichen mit</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Compare with the file</source>
            <translation>Mit der Datei vergleichen</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../model/progress.py" />
            <source>Complete</source>
            <translation>Vollständig</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/preferences.py" />
            <source>Consecutive images</source>
            <translation>Aufeinanderfolgende Bilder</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Content time</source>
            <translation>Inhaltszeit</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Context menu</source>
            <translation>Kontextmenü</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Contours</source>
            <translation>Konturen</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Copy image</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Copy image without annotations</source>
            <translation>Bild ohne Beschriftung kopieren</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Copy list</source>
            <translation>Liste kopieren</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Copy this message</source>
            <translation>Diese Meldung kopieren</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Crosshair</source>
            <translation>Fadenkreuz</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Ctrl + wheel</source>
            <translation>Strg + Mausrad</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Ctrl, Shift or both</source>
            <translation>Strg, Umschalt oder beide</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Cyrillic, ISO_IR 144</source>
            <translation>Kyrillisch, ISO_IR 144</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM CD/DVD (DICOMDIR) …</source>
            <translation>DICOM-CD/DVD (DICOMDIR) …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM ZIP …</source>
            <translation>DICOM-ZIP …</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>DICOM archive</source>
            <translation>DICOM-Archiv</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM files and folders …</source>
            <translation>DICOM-Dateien und -Ordner …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM in a ZIP archive</source>
            <translation>DICOM in einem ZIP-Archiv</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM medium with DICOMDIR</source>
            <translation>DICOM-Medium mit DICOMDIR</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>DICOM tags</source>
            <translation>DICOM-Attribute</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM tags …</source>
            <translation>DICOM-Attribute …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM, one multi-frame image (CT, MR, PET)</source>
            <translation>DICOM, ein Multiframe-Bild (CT, MR, PET)</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>DICOMweb archive</source>
            <translation>DICOMweb-Archiv</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../model/found.py" />
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Delete all on this image</source>
            <translation>Alles auf diesem Bild löschen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Delete what is chosen</source>
            <translation>Auswahl löschen</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../documents/radiotherapy.py" />
            <location filename="../query/form.py" />
            <source>Description</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../views/document_view.py" />
            <location filename="../views/message_bar.py" />
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/message_bar.py" />
            <location filename="../views/start.py" />
            <source>Dismiss</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Document</source>
            <translation>Dokument</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Doe* or Doe, Jane</source>
            <translation>Doe* oder Doe, Jane</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Dose reference</source>
            <translation>Dosisreferenz</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Double click</source>
            <translation>Doppelklick</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Double click on it</source>
            <translation>Doppelklick darauf</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Download again</source>
            <translation>Noch einmal laden</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Download again what is missing: {text}</source>
            <translation>Was fehlt, noch einmal laden: {text}</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Downloads</source>
            <translation>Downloads</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>Draw a measurement first.</source>
            <translation>Zeichnen Sie zuerst eine Messung.</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Drawn over the image</source>
            <translation>Über das Bild gezeichnet</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Drop DICOM files, a folder or a ZIP here, click a link in your RIS or archive, or type  wetread TARGET  in a terminal.</source>
            <translation>Legen Sie DICOM-Dateien, einen Ordner oder ein ZIP hier ab, klicken Sie auf einen Link in Ihrem RIS oder Archiv, oder tippen Sie  wetread ZIEL  in ein Terminal.</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop files, or click the link.</source>
            <translation>Legen Sie Dateien ab, oder klicken Sie auf den Link.</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop to open: DICOM files, folders, ZIP archives</source>
            <translation>Ablegen zum Öffnen: DICOM-Dateien, Ordner, ZIP-Archive</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop to open: DICOM files, folders, ZIP archives, pictures</source>
            <translation>Ablegen zum Öffnen: DICOM-Dateien, Ordner, ZIP-Archive, Bilder</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <location filename="../documents/video.py" />
            <source>Duration</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>E&amp;dit</source>
            <translation>B&amp;earbeiten</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Edge enhancement of {percent:g} % not applied</source>
            <translation>Kantenanhebung von {percent:g} % nicht angewandt</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Elements of the file</source>
            <translation>Elemente der Datei</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ellipse with statistics</source>
            <translation>Ellipse mit Statistik</translation>
        </message>
        <message>
            <location filename="../model/saved_searches.py" />
            <source>Empty</source>
            <translation>Leer</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Empty view

Drag a series here, or click one in the list.</source>
            <translation>Leere Ansicht

Ziehen Sie eine Serie hierher, oder klicken Sie in der Liste auf eine.</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <location filename="../documents/families.py" />
            <source>Encapsulated document</source>
            <translation>Eingebettetes Dokument</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Encrypted (TLS)</source>
            <translation>Verschlüsselt (TLS)</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Energy</source>
            <translation>Energie</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Esc cancels.</source>
            <translation>Esc bricht ab.</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Fall</source>
            <translation>Herbst</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Faster</source>
            <translation>Schneller</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../query/source.py" />
            <source>Fetch by</source>
            <translation>Laden mit</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Fetch only (WADO-RS)</source>
            <translation>Nur laden (WADO-RS)</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Fetch only (WADO-URI)</source>
            <translation>Nur laden (WADO-URI)</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Few</source>
            <translation>Wenige</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Fil&amp;e</source>
            <translation>Da&amp;tei</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>File …</source>
            <translation>Datei …</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Files of this computer</source>
            <translation>Dateien dieses Rechners</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Fill in what you know, then press Enter. * stands for any text: Doe*</source>
            <translation>Füllen Sie aus, was Sie wissen, und drücken Sie Enter. * steht für beliebigen Text: Doe*</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Final</source>
            <translation>Endgültig</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Find in the document</source>
            <translation>Im Dokument suchen</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Find the next place  (Return)</source>
            <translation>Nächste Stelle suchen  (Enter)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First image</source>
            <translation>Erstes Bild</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First patient</source>
            <translation>Erster Patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First series</source>
            <translation>Erste Serie</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First study</source>
            <translation>Erste Untersuchung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First window of the file</source>
            <translation>Erstes Fenster der Datei</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Flip left and right</source>
            <translation>Links und rechts spiegeln</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Forget these places</source>
            <translation>Diese Orte vergessen</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Forget this search</source>
            <translation>Diese Suche vergessen</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Found: {media}</source>
            <translation>Gefunden: {media}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Four views</source>
            <translation>Vier Ansichten</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} has not come</source>
            <translation>Frame {number} ist nicht gekommen</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>Frame {number} has not come yet</source>
            <translation>Frame {number} ist noch nicht da</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} has not come yet: this series is paused</source>
            <translation>Frame {number} ist noch nicht da: Diese Serie ist angehalten</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} is on its way</source>
            <translation>Frame {number} ist unterwegs</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Free some space, then try again.</source>
            <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>From … to …</source>
            <translation>Von … bis …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Further headers</source>
            <translation>Weitere Header</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>G&amp;o</source>
            <translation>&amp;Gehe zu</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Gain</source>
            <translation>Verstärkung</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>Give a magnification above 0, or 0 or -200 for best fit, -100 for real size.</source>
            <translation>Geben Sie eine Vergrößerung über 0 an, oder 0 oder -200 für eingepasst, -100 für wahre Größe.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Greek, ISO_IR 126</source>
            <translation>Griechisch, ISO_IR 126</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Grey</source>
            <translation>Grau</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Group {number}</source>
            <translation>Gruppe {number}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Hide all</source>
            <translation>Alle ausblenden</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Hide series</source>
            <translation>Serien ausblenden</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>Histogram</source>
            <translation>Histogramm</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Histogram …</source>
            <translation>Histogramm …</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Holds</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Host</source>
            <translation>Host</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Hot iron</source>
            <translation>Heißes Eisen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Hot metal blue</source>
            <translation>Heißes Metall, blau</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>ICC profile not applied</source>
            <translation>ICC-Profil nicht angewandt</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <source>ID {id}</source>
            <translation>ID {id}</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>ID, accession</source>
            <translation>ID, Accession</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>ID: {id}</source>
            <translation>ID: {id}</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>Icons: Tabler Icons, MIT License</source>
            <translation>Symbole: Tabler Icons, MIT-Lizenz</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>If the archive is encrypted, its password is asked for.</source>
            <translation>Ist das Archiv verschlüsselt, wird nach dem Passwort gefragt.</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Ima&amp;ge</source>
            <translation>Bil&amp;d</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Image view {number}</source>
            <translation>Bildansicht {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <location filename="../tags/window.py" />
            <source>Image {number}</source>
            <translation>Bild {number}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Image {position} / {count}{promised}</source>
            <translation>Bild {position} / {count}{promised}</translation>
        </message>
        <message>
            <location filename="../views/scroller.py" />
            <source>Image {position} of {count}</source>
            <translation>Bild {position} von {count}</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../model/found.py" />
            <source>Images</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Images that lie above</source>
            <translation>Bilder, die oben liegen</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Images that lie below</source>
            <translation>Bilder, die unten liegen</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Images: </source>
            <translation>Bilder: </translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <location filename="../views/menus.py" />
            <source>Import</source>
            <translation>Importieren</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import DICOM files and folders</source>
            <translation>DICOM-Dateien und -Ordner importieren</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Import Weasis's lists of archives</source>
            <translation>Archivlisten von Weasis importieren</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import a DICOM CD or DVD (DICOMDIR)</source>
            <translation>Eine DICOM-CD oder -DVD importieren (DICOMDIR)</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import a DICOM ZIP</source>
            <translation>Ein DICOM-ZIP importieren</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Import {items}</source>
            <translation>{items} importieren</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Import …</source>
            <translation>Importieren …</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Importing {items}. Wetread's window comes to the front when there is something to see.</source>
            <translation>{items} werden importiert. Das Fenster von Wetread kommt nach vorn, wenn es etwas zu sehen gibt.</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>In Wetread</source>
            <translation>In Wetread</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>In the order of {rule}</source>
            <translation>Geordnet nach {rule}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Incomplete</source>
            <translation>Unvollständig</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Inferred from </source>
            <translation>Gefolgert aus </translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Install one for {suffix} files, then try again.</source>
            <translation>Installieren Sie eine für {suffix}-Dateien, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Install {opener}, or an application for {suffix} files.</source>
            <translation>Installieren Sie {opener}, oder eine Anwendung für {suffix}-Dateien.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Instance number</source>
            <translation>Instanznummer</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>Institution</source>
            <translation>Einrichtung</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Intent</source>
            <translation>Absicht</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>Interrupted</source>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <location filename="../model/library.py" />
            <source>Interrupted; click the link again</source>
            <translation>Unterbrochen; klicken Sie noch einmal auf den Link</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Invert</source>
            <translation>Umkehren</translation>
        </message>
        <message>
            <location filename="../query/results.py" />
            <source>It has no series</source>
            <translation>Sie hat keine Serien</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>It holds no sound in a form that can be played.</source>
            <translation>Es enthält keinen Ton in einer Form, die sich abspielen lässt.</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>It is drawn over the images that it belongs to, where they are loaded.</source>
            <translation>Sie wird über die Bilder gezeichnet, zu denen sie gehört, wo diese geladen sind.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>It is no certified medical device.</source>
            <translation>Er ist kein zugelassenes Medizinprodukt.</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>It says nothing of rows and columns, so there is no picture in it.</source>
            <translation>Es nennt weder Zeilen noch Spalten, also ist kein Bild darin.</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>It shows with its first image.</source>
            <translation>Sie erscheint mit ihrem ersten Bild.</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Item</source>
            <translation>Eintrag</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>Item {number}</source>
            <translation>Eintrag {number}</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Its contours are drawn over the images whose planes they lie in, where these are loaded.</source>
            <translation>Ihre Konturen werden über die Bilder gezeichnet, in deren Ebenen sie liegen, wo diese geladen sind.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG 2000, lossless</source>
            <translation>JPEG 2000, verlustfrei</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG pictures</source>
            <translation>JPEG-Bilder</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG-LS, lossless</source>
            <translation>JPEG-LS, verlustfrei</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Japan, ISO_IR 13</source>
            <translation>Japan, ISO_IR 13</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Key image</source>
            <translation>Schlüsselbild</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Key images</source>
            <translation>Schlüsselbilder</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Key object selection</source>
            <translation>Auswahl von Schlüsselobjekten</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Keys by menu</source>
            <translation>Tasten nach Menü</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Keyword of a DICOM attribute</source>
            <translation>Schlüsselwort eines DICOM-Attributs</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/segmentation.py" />
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>La&amp;yout</source>
            <translation>An&amp;ordnung</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 2 days</source>
            <translation>Letzte 2 Tage</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 2 weeks</source>
            <translation>Letzte 2 Wochen</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 24 hours</source>
            <translation>Letzte 24 Stunden</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 3 days</source>
            <translation>Letzte 3 Tage</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 3 months</source>
            <translation>Letzte 3 Monate</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 6 months</source>
            <translation>Letzte 6 Monate</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last image</source>
            <translation>Letztes Bild</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last month</source>
            <translation>Letzter Monat</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last patient</source>
            <translation>Letzter Patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last series</source>
            <translation>Letzte Serie</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last study</source>
            <translation>Letzte Untersuchung</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last week</source>
            <translation>Letzte Woche</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last year</source>
            <translation>Letztes Jahr</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Leave it out.</source>
            <translation>Lassen Sie ihn weg.</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Leave out a criterion, or choose other dates.</source>
            <translation>Lassen Sie ein Kriterium weg, oder wählen Sie ein anderes Datum.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Leave this attribute out</source>
            <translation>Dieses Attribut weglassen</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Left drag</source>
            <translation>Ziehen links</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Length</source>
            <translation>Strecke</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>Licence: {licence}</source>
            <translation>Lizenz: {licence}</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Line with corners</source>
            <translation>Linie mit Ecken</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>List everything</source>
            <translation>Alles auflisten</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>List everything that {archive} holds?</source>
            <translation>Alles auflisten, was {archive} enthält?</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>List of key images …</source>
            <translation>Liste der Schlüsselbilder …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>List of series</source>
            <translation>Liste der Serien</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Loading</source>
            <translation>Wird geladen</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Loading was interrupted</source>
            <translation>Das Laden wurde unterbrochen</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Loading …</source>
            <translation>Wird geladen …</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Location: {place:.1f} mm</source>
            <translation>Lage: {place:.1f} mm</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Login</source>
            <translation>Anmeldung</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Looking for media with a DICOMDIR …</source>
            <translation>Es wird nach Medien mit einem DICOMDIR gesucht …</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <location filename="../query/dialog.py" />
            <source>Looking which archives are set up …</source>
            <translation>Es wird geprüft, welche Archive eingerichtet sind …</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Lossy compression</source>
            <translation>Verlustbehaftet komprimiert</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Lung (CT)</source>
            <translation>Lunge (CT)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>MIP (CT)</source>
            <translation>MIP (CT)</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>MTL material list</source>
            <translation>MTL-Materialliste</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Machine</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../documents/presentation.py" />
            <location filename="../documents/segmentation.py" />
            <source>Made</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../documents/readers.py" />
            <location filename="../documents/segmentation.py" />
            <source>Made by</source>
            <translation>Erstellt von</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Made from: </source>
            <translation>Erstellt aus: </translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Magnifier at the pointer</source>
            <translation>Lupe am Mauszeiger</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>Make it smaller, then open it again.</source>
            <translation>Verkleinern Sie es, und öffnen Sie es dann noch einmal.</translation>
        </message>
        <message>
            <location filename="../actions/keys.py" />
            <source>Mark one with the key K.</source>
            <translation>Markieren Sie eines mit der Taste K.</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Mean {mean} ± {sd}{unit}</source>
            <translation>Mittel {mean} ± {sd}{unit}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Measurement</source>
            <translation>Messung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Mediastinum (CT)</source>
            <translation>Mediastinum (CT)</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Middle drag</source>
            <translation>Ziehen Mitte</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Min {minimum}  Max {maximum}  n {count}</source>
            <translation>Min {minimum}  Max {maximum}  n {count}</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Modalities (none: all)</source>
            <translation>Modalitäten (keine: alle)</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <location filename="../model/found.py" />
            <source>Modality</source>
            <translation>Modalität</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Modality {name}</source>
            <translation>Modalität {name}</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Most studies of one page, 0 for no limit</source>
            <translation>Höchstzahl der Untersuchungen einer Seite, 0 für keine Grenze</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Mouse</source>
            <translation>Maus</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Move to the next screen</source>
            <translation>Auf den nächsten Bildschirm</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../documents/radiotherapy.py" />
            <location filename="../tags/tree.py" />
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Name of the search. All that is filled in is kept on this computer,
also a patient's name or ID.</source>
            <translation>Name der Suche. Alles Ausgefüllte wird auf diesem Rechner aufbewahrt,
auch Name oder ID eines Patienten.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Name: value</source>
            <translation>Name: Wert</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>New documents of {name}</source>
            <translation>Neue Dokumente von {name}</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>New images of {name}</source>
            <translation>Neue Bilder von {name}</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Next document</source>
            <translation>Nächstes Dokument</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next image</source>
            <translation>Nächstes Bild</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next key image</source>
            <translation>Nächstes Schlüsselbild</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Next message</source>
            <translation>Nächste Meldung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next order</source>
            <translation>Nächste Reihenfolge</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Next page</source>
            <translation>Nächste Seite</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next patient</source>
            <translation>Nächster Patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next series</source>
            <translation>Nächste Serie</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next study</source>
            <translation>Nächste Untersuchung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next tab</source>
            <translation>Nächster Reiter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next tool</source>
            <translation>Nächstes Werkzeug</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <location filename="../query/dialog.py" />
            <source>No archive is set up yet</source>
            <translation>Noch ist kein Archiv eingerichtet</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>No image is marked yet.
Mark the selected one with the key K.</source>
            <translation>Noch ist kein Bild markiert.
Markieren Sie das gewählte mit der Taste K.</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <location filename="../actions/row.py" />
            <source>No image is selected</source>
            <translation>Kein Bild ist ausgewählt</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <location filename="../tags/window.py" />
            <source>No image is selected.</source>
            <translation>Kein Bild ist ausgewählt.</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>No medium with a DICOMDIR is mounted. Insert the disc, wait until the file manager shows it, and detect again; or choose its folder.</source>
            <translation>Kein Medium mit einem DICOMDIR ist eingehängt. Legen Sie die Disc ein, warten Sie, bis die Dateiverwaltung sie zeigt, und suchen Sie noch einmal; oder wählen Sie den Ordner.</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../model/found.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>No name</source>
            <translation>Ohne Namen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>No tool</source>
            <translation>Kein Werkzeug</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/segmentation.py" />
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <location filename="../views/attachments_button.py" />
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Not found</source>
            <translation>Nicht gefunden</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Not verified</source>
            <translation>Nicht verifiziert</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Nothing is filled in, and there is no limit. This may take long.</source>
            <translation>Nichts ist ausgefüllt, und es gibt keine Grenze. Das kann lange dauern.</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Nothing is shown</source>
            <translation>Nichts wird gezeigt</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Nothing open yet</source>
            <translation>Noch nichts geöffnet</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Nothing was found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>NumPy array of values</source>
            <translation>NumPy-Array der Werte</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>OBJ model</source>
            <translation>OBJ-Modell</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../documents/families.py" />
            <source>Object</source>
            <translation>Objekt</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Object of an unknown class</source>
            <translation>Objekt einer unbekannten Klasse</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Offers</source>
            <translation>Bietet</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>On their own</source>
            <translation>Jede für sich</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One above, two below</source>
            <translation>Eine oben, zwei unten</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>One below another</source>
            <translation>Untereinander</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One to one</source>
            <translation>Eins zu eins</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One view</source>
            <translation>Eine Ansicht</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>One view, or all</source>
            <translation>Eine Ansicht oder alle</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One volume after another, in time</source>
            <translation>Ein Volumen nach dem anderen, in der Zeit</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Only &amp;differences</source>
            <translation>Nur &amp;Unterschiede</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Opacity of areas</source>
            <translation>Deckkraft der Flächen</translation>
        </message>
        <message>
            <location filename="../views/openings.py" />
            <source>Open DICOM files, ZIPs or pictures</source>
            <translation>DICOM-Dateien, ZIPs oder Bilder öffnen</translation>
        </message>
        <message>
            <location filename="../views/openings.py" />
            <source>Open a folder of DICOM files</source>
            <translation>Einen Ordner mit DICOM-Dateien öffnen</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <location filename="../actions/row.py" />
            <source>Open a series, or select a view that has one.</source>
            <translation>Öffnen Sie eine Serie, oder wählen Sie eine Ansicht, die eine zeigt.</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>Open a study first.</source>
            <translation>Öffnen Sie zuerst eine Untersuchung.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/start.py" />
            <source>Open files …</source>
            <translation>Dateien öffnen …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/start.py" />
            <source>Open folder …</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Open in a new &amp;tab: show the patient's images at once</source>
            <translation>In einem neuen &amp;Reiter öffnen: die Bilder des Patienten sofort zeigen</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Open in the system's application</source>
            <translation>In der Anwendung des Systems öffnen</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Ordered by {rule}</source>
            <translation>Geordnet nach {rule}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Overlays: {shown} of {count}</source>
            <translation>Überlagerungen: {shown} von {count}</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>Own AE title</source>
            <translation>Eigener AE-Titel</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Own certificate</source>
            <translation>Eigenes Zertifikat</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>PDF document</source>
            <translation>PDF-Dokument</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>PEM file with certificate and key</source>
            <translation>PEM-Datei mit Zertifikat und Schlüssel</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>PET</source>
            <translation>PET</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>PET, 20 steps</source>
            <translation>PET, 20 Stufen</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>PNG pictures</source>
            <translation>PNG-Bilder</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Pan</source>
            <translation>Verschieben</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan down</source>
            <translation>Nach unten schieben</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan down, further</source>
            <translation>Nach unten schieben, weiter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan left</source>
            <translation>Nach links schieben</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan left, further</source>
            <translation>Nach links schieben, weiter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan right</source>
            <translation>Nach rechts schieben</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan right, further</source>
            <translation>Nach rechts schieben, weiter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan up</source>
            <translation>Nach oben schieben</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan up, further</source>
            <translation>Nach oben schieben, weiter</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Paper {zoom:.0%}</source>
            <translation>Papier {zoom:.0%}</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Partial: the report is not complete</source>
            <translation>Teilweise: Der Befund ist nicht vollständig</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>Patient</source>
            <translation>Patient</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Patient ID</source>
            <translation>Patienten-ID</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Patient name</source>
            <translation>Patientenname</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Patient, study, series</source>
            <translation>Patient, Untersuchung, Serie</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <source>Patients that are open</source>
            <translation>Geöffnete Patienten</translation>
        </message>
        <message>
            <location filename="../views/explorer.py" />
            <source>Patients, studies and series</source>
            <translation>Patienten, Untersuchungen und Serien</translation>
        </message>
        <message>
            <location filename="../views/explorer.py" />
            <source>Patients, studies and series will be listed here.</source>
            <translation>Hier werden Patienten, Untersuchungen und Serien aufgelistet.</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Planes</source>
            <translation>Ebenen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play back and forth</source>
            <translation>Hin und zurück abspielen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play faster</source>
            <translation>Schneller abspielen</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Play in the system's player</source>
            <translation>Im Programm des Systems abspielen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play or stop</source>
            <translation>Abspielen oder anhalten</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play slower</source>
            <translation>Langsamer abspielen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <location filename="../views/scroller.py" />
            <source>Position in the series</source>
            <translation>Stelle in der Serie</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Preferences …</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Preliminary</source>
            <translation>Vorläufig</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Prescription</source>
            <translation>Verordnung</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/presentation.py" />
            <location filename="../views/attachments_button.py" />
            <source>Presentation state</source>
            <translation>Darstellungszustand</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation state: {named}</source>
            <translation>Darstellungszustand: {named}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation states and overlays</source>
            <translation>Darstellungszustände und Überlagerungen</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Presentation states of this kind are listed, but not applied.</source>
            <translation>Darstellungszustände dieser Art werden aufgelistet, aber nicht angewandt.</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation states, segmentations and contours</source>
            <translation>Darstellungszustände, Segmentierungen und Konturen</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Previous document</source>
            <translation>Voriges Dokument</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous image</source>
            <translation>Voriges Bild</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous key image</source>
            <translation>Voriges Schlüsselbild</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Previous message</source>
            <translation>Vorige Meldung</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Previous page</source>
            <translation>Vorige Seite</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous patient</source>
            <translation>Voriger Patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous series</source>
            <translation>Vorige Serie</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous study</source>
            <translation>Vorige Untersuchung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous tab</source>
            <translation>Voriger Reiter</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Print</source>
            <translation>Drucken</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Print all views …</source>
            <translation>Alle Ansichten drucken …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Print …</source>
            <translation>Drucken …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>QIDO-RS, fetch by WADO-URI</source>
            <translation>QIDO-RS, laden mit WADO-URI</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Query archive</source>
            <translation>Archiv abfragen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Query archive – Wetread</source>
            <translation>Archiv abfragen – Wetread</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Query archive …</source>
            <translation>Archiv abfragen …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>R&amp;ecent places</source>
            <translation>&amp;Letzte Orte</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>RLE, lossless</source>
            <translation>RLE, verlustfrei</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Radiation</source>
            <translation>Strahlung</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/radiotherapy.py" />
            <source>Radiotherapy object</source>
            <translation>Strahlentherapie-Objekt</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rainbow</source>
            <translation>Regenbogen</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Reading file {number}</source>
            <translation>Datei {number} wird gelesen</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Reading file {number} of {count}</source>
            <translation>Datei {number} von {count} wird gelesen</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Reading image {position} of {count} …</source>
            <translation>Bild {position} von {count} wird gelesen …</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Reading …</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Real size</source>
            <translation>Wahre Größe</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rectangle with statistics</source>
            <translation>Rechteck mit Statistik</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Reference lines</source>
            <translation>Referenzlinien</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>Referred by {physician}</source>
            <translation>Überwiesen von {physician}</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Refers to</source>
            <translation>Bezieht sich auf</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/report.py" />
            <source>Region</source>
            <translation>Region</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Region {number}</source>
            <translation>Region {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Remove mark</source>
            <translation>Markierung entfernen</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Report</source>
            <translation>Befund</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Reset view</source>
            <translation>Ansicht zurücksetzen</translation>
        </message>
        <message>
            <location filename="../query/tree.py" />
            <source>Results: patients, studies, series</source>
            <translation>Ergebnisse: Patienten, Untersuchungen, Serien</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <location filename="../views/start.py" />
            <source>Retry</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Right click</source>
            <translation>Rechtsklick</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate</source>
            <translation>Drehen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate left</source>
            <translation>Nach links drehen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate right</source>
            <translation>Nach rechts drehen</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>SOP Class</source>
            <translation>SOP-Klasse</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>SOP Instance</source>
            <translation>SOP-Instanz</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>STL model</source>
            <translation>STL-Modell</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Save DICOM tags</source>
            <translation>DICOM-Attribute speichern</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Save and test</source>
            <translation>Speichern und testen</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Save as</source>
            <translation>Speichern unter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save as …</source>
            <translation>Speichern unter …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <location filename="../views/output.py" />
            <source>Save image</source>
            <translation>Bild speichern</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save image …</source>
            <translation>Bild speichern …</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Save list …</source>
            <translation>Liste speichern …</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>Save measurements</source>
            <translation>Messungen speichern</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save measurements as CSV …</source>
            <translation>Messungen als CSV speichern …</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Save the list of key images</source>
            <translation>Die Liste der Schlüsselbilder speichern</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Save this search</source>
            <translation>Diese Suche speichern</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Save this search under a name</source>
            <translation>Diese Suche unter einem Namen speichern</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <location filename="../views/output.py" />
            <source>Saved</source>
            <translation>Gespeichert</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Saved searches</source>
            <translation>Gespeicherte Suchen</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Saved searches …</source>
            <translation>Gespeicherte Suchen …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Scroll</source>
            <translation>Blättern</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Search and fetch (QIDO-RS, WADO-RS)</source>
            <translation>Suchen und laden (QIDO-RS, WADO-RS)</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Search in &amp;subfolders too</source>
            <translation>Auch in &amp;Unterordnern suchen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Search only (QIDO-RS)</source>
            <translation>Nur suchen (QIDO-RS)</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Search tag, name or value</source>
            <translation>Attribut, Namen oder Wert suchen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Search the archive</source>
            <translation>Das Archiv durchsuchen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Searching {node} …</source>
            <translation>{node} wird durchsucht …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Second window of the file</source>
            <translation>Zweites Fenster der Datei</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Seconds to connect</source>
            <translation>Sekunden zum Verbinden</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Seconds without an answer</source>
            <translation>Sekunden ohne Antwort</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>See item {number}</source>
            <translation>Siehe Eintrag {number}</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Segment</source>
            <translation>Segment</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Segment {number}</source>
            <translation>Segment {number}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Segmentation</source>
            <translation>Segmentierung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Segmentations and contours</source>
            <translation>Segmentierungen und Konturen</translation>
        </message>
        <message>
            <location filename="../state/player.py" />
            <source>Select a view with more than one image.</source>
            <translation>Wählen Sie eine Ansicht mit mehr als einem Bild.</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Selected from </source>
            <translation>Ausgewählt aus </translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/jobs.py" />
            <source>Series</source>
            <translation>Serie</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Series without description</source>
            <translation>Serie ohne Beschreibung</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Series {number}</source>
            <translation>Serie {number}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Series {series_number}</source>
            <translation>Serie {series_number}</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <location filename="../views/series_menu.py" />
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Show &amp;reference lines</source>
            <translation>&amp;Referenzlinien zeigen</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Show series</source>
            <translation>Serien zeigen</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Show when all is here</source>
            <translation>Zeigen, wenn alles da ist</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Show when the first image is here</source>
            <translation>Zeigen, wenn das erste Bild da ist</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <location filename="../documents/video.py" />
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Skew</source>
            <translation>Versatz</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Slice location</source>
            <translation>Schichtlage</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>Slices lie {spacing_mm:.4g} mm apart, the file says {said_mm:.4g} mm</source>
            <translation>Die Schichten liegen {spacing_mm:.4g} mm auseinander, die Datei sagt {said_mm:.4g} mm</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Some images could not be saved</source>
            <translation>Einige Bilder konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>Something went wrong in Wetread</source>
            <translation>In Wetread ist ein Fehler aufgetreten</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Sort &amp;by</source>
            <translation>Sortieren na&amp;ch</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Speed</source>
            <translation>Geschwindigkeit</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Spring</source>
            <translation>Frühling</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/radiotherapy.py" />
            <source>Structure set</source>
            <translation>Struktursatz</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Structured report</source>
            <translation>Strukturierter Befund</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Studies {first} to {last}</source>
            <translation>Untersuchungen {first} bis {last}</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <source>Study</source>
            <translation>Untersuchung</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>Study ID: {study_id}</source>
            <translation>Untersuchungs-ID: {study_id}</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Study date</source>
            <translation>Untersuchungsdatum</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Study without description</source>
            <translation>Untersuchung ohne Beschreibung</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Summer</source>
            <translation>Sommer</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>TIFF for ImageJ, with values, spacing and header</source>
            <translation>TIFF für ImageJ, mit Werten, Abständen und Header</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>TIFF pictures</source>
            <translation>TIFF-Bilder</translation>
        </message>
        <message>
            <location filename="../actions/windows.py" />
            <location filename="../views/corners.py" />
            <source>Table of the file</source>
            <translation>Tabelle der Datei</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Tag</source>
            <translation>Tag</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Take over Weasis's dicomNodes.xml, dicomWebNodes.xml or dicomCallingNodes.xml</source>
            <translation>dicomNodes.xml, dicomWebNodes.xml oder dicomCallingNodes.xml von Weasis übernehmen</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Target dose</source>
            <translation>Zieldosis</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ten images back</source>
            <translation>Zehn Bilder zurück</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ten images on</source>
            <translation>Zehn Bilder vor</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <location filename="../state/archives.py" />
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="../views/text_entry.py" />
            <source>Text in the image</source>
            <translation>Text im Bild</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Text of a drawing</source>
            <translation>Text einer Zeichnung</translation>
        </message>
        <message>
            <location filename="../views/text_entry.py" />
            <source>Text, then Enter</source>
            <translation>Text, dann Enter</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The birth date is not a date</source>
            <translation>Das Geburtsdatum ist kein Datum</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The day before yesterday</source>
            <translation>Vorgestern</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <source>The file cannot be saved</source>
            <translation>Die Datei kann nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>The image cannot be saved</source>
            <translation>Das Bild kann nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>The images could not be saved</source>
            <translation>Die Bilder konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>The keyword of any DICOM attribute that the archive can match</source>
            <translation>Das Schlüsselwort eines beliebigen DICOM-Attributs, das das Archiv vergleichen kann</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>The list of searches cannot be kept: {strerror}.</source>
            <translation>Die Liste der Suchen kann nicht aufbewahrt werden: {strerror}.</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>The object that is referred to is not loaded.</source>
            <translation>Das Objekt, auf das verwiesen wird, ist nicht geladen.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>The other way round</source>
            <translation>Andersherum</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>The picture {name} cannot be shown</source>
            <translation>Das Bild {name} kann nicht angezeigt werden</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The screenshot cannot be saved</source>
            <translation>Das Bildschirmfoto kann nicht gespeichert werden</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The screenshot would be too large</source>
            <translation>Das Bildschirmfoto würde zu groß</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>The search did not work</source>
            <translation>Die Suche ist fehlgeschlagen</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>The search goes on</source>
            <translation>Die Suche läuft</translation>
        </message>
        <message>
            <location filename="../state/archives.py" />
            <source>The search was interrupted: Wetread's service ended. Search again.</source>
            <translation>Die Suche wurde unterbrochen: Der Dienst von Wetread ist beendet. Suchen Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>The slices are sheared by {tilt:.1f}°</source>
            <translation>Die Schichten sind um {tilt:.1f}° geschert</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>The slices are unevenly spaced</source>
            <translation>Die Schichten haben ungleiche Abstände</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The study date is not a date</source>
            <translation>Das Untersuchungsdatum ist kein Datum</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>The test goes on</source>
            <translation>Der Test läuft</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <source>The tool {name} cannot be chosen</source>
            <translation>Das Werkzeug {name} kann nicht gewählt werden</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>The whole &amp;series ({files})</source>
            <translation>Die ganze &amp;Serie ({files})</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The window could not do this: {error}</source>
            <translation>Das Fenster konnte das nicht tun: {error}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>The window has no such command</source>
            <translation>Das Fenster hat keinen solchen Befehl</translation>
        </message>
        <message>
            <location filename="../actions/row.py" />
            <source>The window of this image cannot be changed</source>
            <translation>Die Fensterung dieses Bildes kann nicht geändert werden</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>The {name} cannot be opened</source>
            <translation>{name} lässt sich nicht öffnen</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>The {name} cannot be shown</source>
            <translation>{name} kann nicht angezeigt werden</translation>
        </message>
        <message>
            <location filename="../actions/keys.py" />
            <source>There are no key images</source>
            <translation>Es gibt keine Schlüsselbilder</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>There is more: only {most} items are shown.</source>
            <translation>Es gibt mehr: Nur {most} Einträge werden gezeigt.</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>There is no frame {number}</source>
            <translation>Es gibt keinen Frame {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>There is no histogram of this image: it is in colour, or its values are too large.</source>
            <translation>Von diesem Bild gibt es kein Histogramm: Es ist farbig, oder seine Werte sind zu groß.</translation>
        </message>
        <message>
            <location filename="../actions/output.py" />
            <source>There is no image to take</source>
            <translation>Es gibt kein Bild dafür</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>There is no such attribute</source>
            <translation>Es gibt kein solches Attribut</translation>
        </message>
        <message>
            <location filename="../model/layout.py" />
            <source>There is no such layout</source>
            <translation>Es gibt keine solche Anordnung</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>There is no such view</source>
            <translation>Es gibt keine solche Ansicht</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>There is no such way to synchronise</source>
            <translation>So lässt sich nicht synchronisieren</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>There is no window for this region</source>
            <translation>Für diese Region gibt es kein Fenster</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>There is nothing to arrange</source>
            <translation>Es gibt nichts anzuordnen</translation>
        </message>
        <message>
            <location filename="../state/player.py" />
            <source>There is nothing to play</source>
            <translation>Es gibt nichts abzuspielen</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>There is nothing to save</source>
            <translation>Es gibt nichts zu speichern</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>There is one of the name {name} already. Choose another name.</source>
            <translation>Es gibt schon eines mit dem Namen {name}. Bitte einen anderen Namen wählen.</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>They hold at once, and whenever Wetread starts;
another language when its window is opened again.</source>
            <translation>Sie gelten sofort und bei jedem Start von Wetread;
eine andere Sprache, wenn das Fenster neu geöffnet wird.</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>This &amp;frame only</source>
            <translation>Nur dieser &amp;Frame</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>This &amp;image</source>
            <translation>Dieses &amp;Bild</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>This cannot be dropped here</source>
            <translation>Das kann hier nicht abgelegt werden</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>This cannot be reset</source>
            <translation>Das kann nicht zurückgesetzt werden</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>This cannot be saved in another form</source>
            <translation>Das kann nicht in anderer Form gespeichert werden</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This cannot be searched for</source>
            <translation>Danach kann nicht gesucht werden</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>This could not be opened</source>
            <translation>Das konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>This file is not DICOM</source>
            <translation>Diese Datei ist kein DICOM</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>This file is not DICOM, or is damaged</source>
            <translation>Diese Datei ist kein DICOM oder beschädigt</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>This image cannot be read</source>
            <translation>Dieses Bild kann nicht gelesen werden</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>This image cannot be shown</source>
            <translation>Dieses Bild kann nicht angezeigt werden</translation>
        </message>
        <message>
            <location filename="../actions/image.py" />
            <source>This image cannot be shown in real size</source>
            <translation>Dieses Bild kann nicht in wahrer Größe gezeigt werden</translation>
        </message>
        <message>
            <location filename="../actions/go.py" />
            <source>This image is not loaded</source>
            <translation>Dieses Bild ist nicht geladen</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>This is not a magnification</source>
            <translation>Das ist keine Vergrößerung</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>This is not what it says it is ({said}): its content is unknown, so nothing opens it.</source>
            <translation>Das ist nicht, was es zu sein behauptet ({said}): Sein Inhalt ist unbekannt, also öffnet es nichts.</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This month</source>
            <translation>Dieser Monat</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>This picture cannot be shown</source>
            <translation>Dieses Bild kann nicht angezeigt werden</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>This place cannot be shown in other views</source>
            <translation>Diese Stelle kann in anderen Ansichten nicht gezeigt werden</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>This series is coming</source>
            <translation>Diese Serie kommt</translation>
        </message>
        <message>
            <location filename="../documents/video.py" />
            <source>This video is shown here, frame by frame, when PyAV is installed (pip install 'wetread[video]'). Until then it plays in the system's player.</source>
            <translation>Dieses Video wird hier Bild für Bild gezeigt, wenn PyAV installiert ist (pip install 'wetread[video]'). Bis dahin läuft es im Programm des Systems.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>This view alone, or all again</source>
            <translation>Diese Ansicht allein, oder wieder alle</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This week</source>
            <translation>Diese Woche</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This year</source>
            <translation>Dieses Jahr</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>To</source>
            <translation>Bis</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>To be opened</source>
            <translation>Zu öffnen</translation>
        </message>
        <message>
            <location filename="../model/saved_searches.py" />
            <location filename="../model/search.py" />
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Together</source>
            <translation>Gemeinsam</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Tools</source>
            <translation>Werkzeuge</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Transfer syntax</source>
            <translation>Transfer-Syntax</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Try again.</source>
            <translation>Versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two left, one right</source>
            <translation>Zwei links, eine rechts</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two, one below the other</source>
            <translation>Zwei untereinander</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two, side by side</source>
            <translation>Zwei nebeneinander</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Type a keyword of DICOM's dictionary, such as ReferringPhysicianName.</source>
            <translation>Tippen Sie ein Schlüsselwort aus dem DICOM-Verzeichnis, etwa ReferringPhysicianName.</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Type it as year, month, day: 2024-01-31.</source>
            <translation>Tippen Sie Jahr, Monat, Tag: 2024-01-31.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Uncompressed</source>
            <translation>Unkomprimiert</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Unicode, ISO_IR 192</source>
            <translation>Unicode, ISO_IR 192</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Unit</source>
            <translation>Einheit</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Unknown patient</source>
            <translation>Unbekannter Patient</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>Unreadable</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>Use it</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>Use one of: None, Stack, Tile.</source>
            <translation>Nehmen Sie eines von: None, Stack, Tile.</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <location filename="../model/layout.py" />
            <location filename="../model/viewport.py" />
            <source>Use one of: {names}.</source>
            <translation>Nehmen Sie eines von: {names}.</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Use the tool</source>
            <translation>Werkzeug benutzen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Use when no archive is named</source>
            <translation>Benutzen, wenn kein Archiv genannt ist</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../tags/tree.py" />
            <location filename="../tags/window.py" />
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Verified</source>
            <translation>Verifiziert</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Verified by</source>
            <translation>Verifiziert von</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/video.py" />
            <source>Video</source>
            <translation>Video</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>View {number}: {name}</source>
            <translation>Ansicht {number}: {name}</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>Views count from 1.</source>
            <translation>Ansichten zählen ab 1.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Views on their own</source>
            <translation>Ansichten jede für sich</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Views together</source>
            <translation>Ansichten gemeinsam</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>WADO-URI address</source>
            <translation>WADO-URI-Adresse</translation>
        </message>
        <message>
            <location filename="../actions/go.py" />
            <source>Wait until it has come, or have it downloaded again.</source>
            <translation>Warten Sie, bis es da ist, oder laden Sie es erneut herunter.</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Waiting …</source>
            <translation>Wartet …</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Waveform</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <location filename="../views/waveform_view.py" />
            <source>Waveforms</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Weasis's lists (*.xml)</source>
            <translation>Listen von Weasis (*.xml)</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Western Europe, ISO_IR 100</source>
            <translation>Westeuropa, ISO_IR 100</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Wetread does not draw objects of this class.</source>
            <translation>Wetread zeichnet keine Objekte dieser Klasse.</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Wetread's service ended</source>
            <translation>Der Dienst von Wetread ist beendet</translation>
        </message>
        <message>
            <location filename="../state/archives.py" />
            <source>Wetread's service ended. Test again.</source>
            <translation>Der Dienst von Wetread ist beendet. Testen Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>What a file holds decides, not its name; what is no DICOM in a folder is counted and left out.</source>
            <translation>Es entscheidet der Inhalt einer Datei, nicht ihr Name; was in einem Ordner kein DICOM ist, wird gezählt und weggelassen.</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>What is missing, and why</source>
            <translation>Was fehlt, und warum</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>What it is</source>
            <translation>Was es ist</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>What it must be</source>
            <translation>Was es sein muss</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>What went wrong stands below.</source>
            <translation>Was schiefging, steht unten.</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>What you typed has not been saved.</source>
            <translation>Die Eingaben sind noch nicht gespeichert.</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Wheel</source>
            <translation>Mausrad</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>When what was imported is shown</source>
            <translation>Wann Importiertes gezeigt wird</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Window and level</source>
            <translation>Fenster und Zentrum</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Window of a region</source>
            <translation>Fenster einer Region</translation>
        </message>
        <message>
            <location filename="../actions/windows.py" />
            <source>Window of the file</source>
            <translation>Fenster der Datei</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Winter</source>
            <translation>Winter</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>With &amp;annotations and drawings</source>
            <translation>Mit &amp;Beschriftung und Zeichnungen</translation>
        </message>
        <message>
            <location filename="../files/writing.py" />
            <source>Writing has broken off: a decoder has failed on one of the images.</source>
            <translation>Das Schreiben ist abgebrochen: Ein Decoder hat bei einem der Bilder versagt.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>YYYY-MM-DD</source>
            <translation>JJJJ-MM-TT</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Yesterday</source>
            <translation>Gestern</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>ZIP archives (*.zip);;All files (*)</source>
            <translation>ZIP-Archive (*.zip);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom</source>
            <translation>Zoomen</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Zoom at the pointer</source>
            <translation>Zoomen am Mauszeiger</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Zoom {magnification:.0%}</source>
            <translation>Zoom {magnification:.0%}</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>a file</source>
            <translation>eine Datei</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>a frame of {height} × {width} pixels is too large</source>
            <translation>ein Frame von {height} × {width} Pixeln ist zu groß</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>a frame of {rows} × {columns} pixels is too large</source>
            <translation>ein Frame von {rows} × {columns} Pixeln ist zu groß</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>a patient without a name</source>
            <translation>einem Patienten ohne Namen</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>a picture of {width} × {height} pixels</source>
            <translation>ein Bild von {width} × {height} Pixeln</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>a segment holds {there} of {count} bits</source>
            <translation>ein Segment enthält {there} von {count} Bits</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>a segment holds {there} of {count} bytes</source>
            <translation>ein Segment enthält {there} von {count} Bytes</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>above</source>
            <translation>über</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>accession {number}</source>
            <translation>Accession-Nr. {number}</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>acquisition time</source>
            <translation>Aufnahmezeit</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>addresses that begin with {schemes}</source>
            <translation>Adressen, die mit {schemes} beginnen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>at most 16 characters</source>
            <translation>höchstens 16 Zeichen</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>at most {most} pixels a side</source>
            <translation>höchstens {most} Pixel je Seite</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>audio</source>
            <translation>Audio</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>b-value</source>
            <translation>B-Wert</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>below</source>
            <translation>unter</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>coming</source>
            <translation>kommt</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>comma</source>
            <translation>Komma</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>content time</source>
            <translation>Inhaltszeit</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>dimensions</source>
            <translation>Dimensionen</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>does not work</source>
            <translation>geht nicht</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>encapsulated document</source>
            <translation>Eingebettetes Dokument</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>equals</source>
            <translation>Gleich</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>flip angle</source>
            <translation>Flipwinkel</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>flipped</source>
            <translation>gespiegelt</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>frame</source>
            <translation>Frame</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>frame number</source>
            <translation>Frame-Nummer</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>frames</source>
            <translation>Frames</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>full stop</source>
            <translation>Punkt</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>https://…, only to fetch by WADO-URI</source>
            <translation>https://…, nur zum Laden mit WADO-URI</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>id in the policy; empty: this server's</source>
            <translation>ID in der Richtlinie; leer: die dieses Servers</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>image {number}</source>
            <translation>Bild {number}</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>in fragments</source>
            <translation>in Fragmenten</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>in part</source>
            <translation>teilweise</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>inflated it is larger than {size} MiB</source>
            <translation>entpackt ist sie größer als {size} MiB</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>instance number</source>
            <translation>Instanznummer</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>inverted</source>
            <translation>umgekehrt</translation>
        </message>
        <message>
            <location filename="../actions/row.py" />
            <source>it has colours</source>
            <translation>es hat Farben</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>it has more than {count} million pixels</source>
            <translation>es hat mehr als {count} Millionen Pixel</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>it has no rows and columns, so it is no picture</source>
            <translation>es hat weder Zeilen noch Spalten, ist also kein Bild</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>it has no samples, or too many</source>
            <translation>keine Abtastwerte, oder zu viele</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>it has no sampling frequency or no channels</source>
            <translation>keine Abtastfrequenz oder keine Kanäle</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>it holds no grey values</source>
            <translation>es enthält keine Grauwerte</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>it holds no pixel data</source>
            <translation>es enthält keine Pixeldaten</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>it holds no video</source>
            <translation>es enthält kein Video</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <location filename="../files/pictures.py" />
            <source>it is damaged ({error})</source>
            <translation>beschädigt ({error})</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>it is nested too deeply</source>
            <translation>zu tief verschachtelt</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>it is no DICOM image, or has not come yet</source>
            <translation>es ist kein DICOM-Bild, oder noch nicht da</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>it is none of {formats}, or damaged</source>
            <translation>es ist keines von {formats}, oder beschädigt</translation>
        </message>
        <message>
            <location filename="../actions/output.py" />
            <location filename="../actions/row.py" />
            <source>it is still being read</source>
            <translation>es wird noch gelesen</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>its file is gone</source>
            <translation>die Datei ist nicht mehr da</translation>
        </message>
        <message>
            <location filename="../actions/image.py" />
            <source>its file says no pixel spacing</source>
            <translation>die Datei nennt keinen Pixelabstand</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>its image has no position</source>
            <translation>ihr Bild hat keine Lage</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>its pixels of {samples} samples with {allocated} bits each are not supported</source>
            <translation>seine Pixel aus {samples} Werten mit je {allocated} Bit werden nicht unterstützt</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>its pixels stand for colours, and their palette is missing or damaged</source>
            <translation>seine Pixel stehen für Farben, und deren Palette fehlt oder ist beschädigt</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>its samples are missing, or of a kind that is not supported</source>
            <translation>die Abtastwerte fehlen, oder ihre Art wird nicht unterstützt</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video cannot be read ({error})</source>
            <translation>sein Video kann nicht gelesen werden ({error})</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video is damaged ({error})</source>
            <translation>sein Video ist beschädigt ({error})</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video is missing</source>
            <translation>sein Video fehlt</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>key object selection</source>
            <translation>Auswahl von Schlüsselobjekten</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>minus</source>
            <translation>Minus</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>name of one of our own; empty: the first</source>
            <translation>Name eines eigenen; leer: der erste</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>no application is known for it</source>
            <translation>keine Anwendung dafür ist bekannt</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>no date</source>
            <translation>ohne Datum</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>no image is open</source>
            <translation>kein Bild ist geöffnet</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>no limit</source>
            <translation>keine Grenze</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>no type</source>
            <translation>kein Typ</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>no value</source>
            <translation>kein Wert</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/attachments_button.py" />
            <location filename="../views/corners.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>not loaded</source>
            <translation>nicht geladen</translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source>not within one ultrasound region</source>
            <translation>nicht innerhalb einer Ultraschallregion</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>notch {notch:g} Hz</source>
            <translation>Kerbe {notch:g} Hz</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>nothing is measured</source>
            <translation>nichts ist gemessen</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>object</source>
            <translation>Objekt</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>oblique</source>
            <translation>schräg</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>open</source>
            <translation>geöffnet</translation>
        </message>
        <message>
            <location filename="../views/readout.py" />
            <source>padding</source>
            <translation>Füllwert</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>plus</source>
            <translation>Plus</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>position</source>
            <translation>Position</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>position in the stack</source>
            <translation>Position im Stapel</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>presentation state</source>
            <translation>Darstellungszustand</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>radiotherapy object</source>
            <translation>Strahlentherapie-Objekt</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>report</source>
            <translation>Befund</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>segmentation</source>
            <translation>Segmentierung</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>series {number}</source>
            <translation>Serie {number}</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>slice location</source>
            <translation>Schichtlage</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>stored values</source>
            <translation>gespeicherte Werte</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>structure set</source>
            <translation>Struktursatz</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>studies</source>
            <translation>Untersuchungen</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg2000.py" />
            <source>the JPEG 2000 stream has no header</source>
            <translation>der JPEG-2000-Datenstrom hat keinen Header</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpegxl.py" />
            <source>the JPEG XL stream has no header</source>
            <translation>der JPEG-XL-Datenstrom hat keinen Header</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg.py" />
            <source>the JPEG stream has no frame header</source>
            <translation>der JPEG-Datenstrom hat keinen Bild-Header</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg.py" />
            <source>the JPEG stream is damaged before its frame header</source>
            <translation>der JPEG-Datenstrom ist vor seinem Bild-Header beschädigt</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>the RLE header of {count} segments is damaged; {expected} are due</source>
            <translation>der RLE-Header mit {count} Segmenten ist beschädigt; erwartet werden {expected}</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>the file has {count}</source>
            <translation>die Datei hat {count}</translation>
        </message>
        <message>
            <location filename="../pixels/native.py" />
            <source>the file holds {there} of the {length} bytes of this frame</source>
            <translation>die Datei enthält {there} der {length} Bytes dieses Frames</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>the stream says {stream}, the header {header}</source>
            <translation>der Datenstrom nennt {stream}, der Header {header}</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>the video has no frame {number}</source>
            <translation>das Video hat keinen Frame {number}</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>there is no private folder yet</source>
            <translation>es gibt noch keinen privaten Ordner</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <source>there is none of that name</source>
            <translation>es gibt keines mit diesem Namen</translation>
        </message>
        <message>
            <location filename="../pixels/codecs.py" />
            <source>this version has no decoder for it</source>
            <translation>diese Version hat keinen Dekoder dafür</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>tilt</source>
            <translation>Kippung</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>transfer syntax {uid}</source>
            <translation>Transfer-Syntax {uid}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>video</source>
            <translation>Video</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>view {view} of {views}</source>
            <translation>Ansicht {view} von {views}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>waveform</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>what archives call this computer</source>
            <translation>wie Archive diesen Rechner nennen</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>what you call it</source>
            <translation>wie Sie es nennen</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>without UID</source>
            <translation>ohne UID</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>works</source>
            <translation>geht</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>{channels}, {rate:g} samples per second, {bits} bits</source>
            <translation>{channels}, {rate:g} Abtastwerte je Sekunde, {bits} Bit</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} audios</source>
            <translation>{count} Audios</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} channel</source>
            <translation>{count} Kanal</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} channels</source>
            <translation>{count} Kanäle</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} encapsulated documents</source>
            <translation>{count} eingebettete Dokumente</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{count} failed</source>
            <translation>{count} fehlgeschlagen</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} file</source>
            <translation>{count} Datei</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} files</source>
            <translation>{count} Dateien</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} frame</source>
            <translation>{count} Frame</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} frames</source>
            <translation>{count} Frames</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} image</source>
            <translation>{count} Bild</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} image lies where another one does</source>
            <translation>{count} Bild liegt, wo ein anderes liegt</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../names.py" />
            <source>{count} images</source>
            <translation>{count} Bilder</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} images lie where another one does</source>
            <translation>{count} Bilder liegen, wo ein anderes liegt</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} item</source>
            <translation>{count} Eintrag</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} items</source>
            <translation>{count} Einträge</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} key object selections</source>
            <translation>{count} Auswahlen von Schlüsselobjekten</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>{count} missing</source>
            <translation>{count} fehlen</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} objects</source>
            <translation>{count} Objekte</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>{count} of {whole} pixels, padding left out</source>
            <translation>{count} von {whole} Pixeln, ohne Füllwerte</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} patient</source>
            <translation>{count} Patient</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} patients</source>
            <translation>{count} Patienten</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>{count} pixels, from {minimum} to {maximum} {unit}, mean {mean}, standard deviation {sd}</source>
            <translation>{count} Pixel, von {minimum} bis {maximum} {unit}, Mittelwert {mean}, Standardabweichung {sd}</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} point</source>
            <translation>{count} Punkt</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} points</source>
            <translation>{count} Punkte</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} presentation states</source>
            <translation>{count} Darstellungszustände</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} radiotherapy objects</source>
            <translation>{count} Strahlentherapie-Objekte</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} reports</source>
            <translation>{count} Befunde</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} row</source>
            <translation>{count} Zeile</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} rows</source>
            <translation>{count} Zeilen</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} segmentations</source>
            <translation>{count} Segmentierungen</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} series</source>
            <translation>{count} Serien</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slice missing between images {first} and {last}</source>
            <translation>{count} Schicht fehlt zwischen den Bildern {first} und {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slice missing between {first} and {last}</source>
            <translation>{count} Schicht fehlt zwischen {first} und {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slices missing between images {first} and {last}</source>
            <translation>{count} Schichten fehlen zwischen den Bildern {first} und {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slices missing between {first} and {last}</source>
            <translation>{count} Schichten fehlen zwischen {first} und {last}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} structure sets</source>
            <translation>{count} Struktursätze</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} studies</source>
            <translation>{count} Untersuchungen</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} study</source>
            <translation>{count} Untersuchung</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>{count} things went wrong</source>
            <translation>{count} Fehler sind aufgetreten</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} videos</source>
            <translation>{count} Videos</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} waveforms</source>
            <translation>{count} Kurven</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../query/tree.py" />
            <source>{images} in {series} series</source>
            <translation>{images} in {series} Serien</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>{keyword} holds a backslash</source>
            <translation>{keyword} enthält einen Rückstrich</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{label} cannot be drawn: {error}.</source>
            <translation>{label} kann nicht gezeichnet werden: {error}.</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{label}: {seconds:.1f} s, {frequency:g} samples per second</source>
            <translation>{label}: {seconds:.1f} s, {frequency:g} Abtastwerte je Sekunde</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{length} bytes</source>
            <translation>{length} Bytes</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>{missing} of {size} bytes are missing: the lower part of the image has not come</source>
            <translation>{missing} von {size} Bytes fehlen: der untere Teil des Bildes ist nicht gekommen</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>{name} is there already. Choose another name.</source>
            <translation>{name} gibt es schon. Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <location filename="../views/message_bar.py" />
            <source>{number} of {count}</source>
            <translation>{number} von {count}</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>{opener} is missing</source>
            <translation>{opener} fehlt</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>{phases} images at each position</source>
            <translation>{phases} Bilder an jeder Position</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../model/progress.py" />
            <source>{received} of {expected}</source>
            <translation>{received} von {expected}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images</source>
            <translation>{received} von {expected} Bildern</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images so far</source>
            <translation>{received} von bisher {expected} Bildern</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images, with errors</source>
            <translation>{received} von {expected} Bildern, mit Fehlern</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} so far</source>
            <translation>{received} von bisher {expected}</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{sample:g} samples</source>
            <translation>{sample:g} Abtastwerte</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../query/tree.py" />
            <source>{series} of {count:.0f} series</source>
            <translation>{series} von {count:.0f} Serien</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>{series} series</source>
            <translation>{series} Serien</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>{shown} of {all}</source>
            <translation>{shown} von {all}</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{shown} … ({count} bytes)</source>
            <translation>{shown} … ({count} Bytes)</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>{size} pixels</source>
            <translation>{size} Pixel</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>{size} × {count} samples</source>
            <translation>{size} × {count} Werte</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{text} … ({count} characters)</source>
            <translation>{text} … ({count} Zeichen)</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
        <message>
            <location filename="../tags/model.py" />
            <source>{value}; that of this frame is shown</source>
            <translation>{value}; der dieses Frames wird gezeigt</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>{what} so far</source>
            <translation>bisher {what}</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>{why} Its attributes are listed in the tags window.</source>
            <translation>{why} Seine Attribute stehen im Fenster der DICOM-Attribute.</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>{why}; {syntax_name}, instance {uid}</source>
            <translation>{why}; {syntax_name}, Instanz {uid}</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} Pixel</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>▶ {rate:.3g} images/s</source>
            <translation>▶ {rate:.3g} Bilder/s</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>★ Key image</source>
            <translation>★ Schlüsselbild</translation>
        </message>
    </context>
</TS>

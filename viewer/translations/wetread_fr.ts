<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>Wetread</name>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>  ·  by the administrator</source>
            <translation>  ·  par l’administrateur</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../model/found.py" />
            <source> and </source>
            <translation> et </translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source> as scanned</source>
            <translation> à la numérisation</translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source> at detector</source>
            <translation> au détecteur</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> of {count}</source>
            <translation> sur {count}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> · incomplete</source>
            <translation> · incomplet</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source> · {bits_stored} bits</source>
            <translation> · {bits_stored} bits</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Annotations</source>
            <translation>&amp;Annotations</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Anonymize</source>
            <translation>&amp;Anonymiser</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Colours</source>
            <translation>&amp;Couleurs</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <location filename="../tags/window.py" />
            <source>&amp;Copy</source>
            <translation>&amp;Copier</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Copy to the local temporary folder first, for slow media</source>
            <translation>&amp;Copier d’abord dans le dossier temporaire local, pour un support lent</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Detect</source>
            <translation>&amp;Détecter</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Download the missing {count} again</source>
            <translation>&amp;Télécharger à nouveau les {count} manquants</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Download what is missing again</source>
            <translation>&amp;Télécharger à nouveau ce qui manque</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Format</source>
            <translation>&amp;Format</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Help</source>
            <translation>Aid&amp;e</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Language</source>
            <translation>&amp;Langue</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Measure</source>
            <translation>&amp;Mesurer</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Memory for images</source>
            <translation>&amp;Mémoire pour les images</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Open</source>
            <translation>&amp;Ouvrir</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>&amp;Remove</source>
            <translation>&amp;Retirer</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>&amp;Save …</source>
            <translation>&amp;Enregistrer …</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Tool</source>
            <translation>&amp;Outil</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>&amp;Transfer syntax</source>
            <translation>&amp;Syntaxe de transfert</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>&amp;Try again</source>
            <translation>&amp;Réessayer</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;View</source>
            <translation>&amp;Affichage</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>&amp;Views</source>
            <translation>&amp;Vues</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>&amp;Whole image, pixel by pixel ({whole})</source>
            <translation>Image &amp;entière, pixel par pixel ({whole})</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>&amp;Window/Level</source>
            <translation>Fe&amp;nêtrage</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>* stands for any text, ? for one character</source>
            <translation>* remplace un texte quelconque, ? un caractère</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>*knee*</source>
            <translation>*genou*</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>, frame {number}</source>
            <translation>, image {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>, set up by the administrator</source>
            <translation>, configurée par l’administrateur</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>0: no limit</source>
            <translation>0 : sans limite</translation>
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
            <translation>; la page suivante en contient peut-être d’autres</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>A blending state lays images over others, half transparent ({counts}). Choose it in a view that shows one of those below: the button at the top offers it where one of those above is loaded and lies in the same place.</source>
            <translation>Un état de fusion superpose des images à d’autres en demi-transparence ({counts}). Choisissez-le dans une vue qui montre une de celles du dessous : le bouton du haut le propose là où une de celles du dessus est chargée et se trouve au même endroit.</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>A blending state lays images over others, half transparent ({counts}). It is not applied here: open them side by side.</source>
            <translation>Un état de fusion superpose des images à d’autres en demi-transparence ({counts}). Il n’est pas appliqué ici : ouvrez-les côte à côte.</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>A disc, a stick, or a folder with a DICOMDIR in it.</source>
            <translation>Un disque, une clé ou un dossier contenant un DICOMDIR.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>A launcher for DICOM images, and a light viewer.</source>
            <translation>Un lanceur pour images DICOM, et une visionneuse légère.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>A legacy converted enhanced image, with UIDs of its own.</source>
            <translation>Une image Enhanced convertie (Legacy Converted), avec ses propres UID.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>AE title</source>
            <translation>Titre AE</translation>
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
            <translation>À propos de Wetread</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Accession number</source>
            <translation>Numéro d’accession</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>Accession: {accession_number}</source>
            <translation>N° d’accession : {accession_number}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Acquisition time</source>
            <translation>Heure d’acquisition</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Add</source>
            <translation>Ajouter</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add &amp;files …</source>
            <translation>Ajouter des &amp;fichiers …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add DICOM files</source>
            <translation>Ajouter des fichiers DICOM</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add a fo&amp;lder …</source>
            <translation>Ajouter un &amp;dossier …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Add a folder of DICOM files</source>
            <translation>Ajouter un dossier de fichiers DICOM</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Add another attribute</source>
            <translation>Ajouter un autre attribut</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Add archive …</source>
            <translation>Ajouter une archive …</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Add one, or import the lists that Weasis keeps.</source>
            <translation>Ajoutez-en une, ou importez les listes de Weasis.</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Add the archive that you want to search.</source>
            <translation>Ajoutez l’archive que vous voulez interroger.</translation>
        </message>
        <message>
            <location filename="../query/source.py" />
            <source>Add, change or test archives</source>
            <translation>Ajouter, modifier ou tester des archives</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>All</source>
            <translation>Toutes</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>All values</source>
            <translation>Toutes les valeurs</translation>
        </message>
        <message>
            <location filename="../documents/key_objects.py" />
            <source>Also named as evidence</source>
            <translation>Également cité comme preuve</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Angle</source>
            <translation>Angle</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Angle between two lines (Cobb)</source>
            <translation>Angle entre deux lignes (Cobb)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/menus.py" />
            <source>Annotate</source>
            <translation>Annoter</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Annotations</source>
            <translation>Annotations</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>Annotations can name the patient. Without them, the picture shows the image alone.</source>
            <translation>Les annotations peuvent nommer le patient. Sans elles, le fichier ne montre que l’image.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Annotations: all, fewer, none</source>
            <translation>Annotations : toutes, moins, aucune</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Any date</source>
            <translation>Toutes les dates</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Approval</source>
            <translation>Approbation</translation>
        </message>
        <message>
            <location filename="../query/source.py" />
            <source>Archive</source>
            <translation>Archive</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Archives compare whole values. * stands for any text: {text}*</source>
            <translation>Les archives comparent des valeurs entières. * remplace un texte quelconque : {text}*</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Archives that are set up</source>
            <translation>Archives configurées</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Archives – Wetread</source>
            <translation>Archives – Wetread</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../query/dialog.py" />
            <location filename="../query/source.py" />
            <source>Archives …</source>
            <translation>Archives …</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Area {value} {unit}{origin}</source>
            <translation>Aire {value} {unit}{origin}</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Arrangement</source>
            <translation>Disposition</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Arrow</source>
            <translation>Flèche</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>As &amp;{form}</source>
            <translation>En &amp;{form}</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>As it is</source>
            <translation>Telle quelle</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>As on &amp;screen ({screen})</source>
            <translation>Comme à l’é&amp;cran ({screen})</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>As the images suggest</source>
            <translation>Selon les images</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>As the system</source>
            <translation>Comme le système</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>Ask the archive for the image once more, or in an uncompressed form; if it stays so, show this text to it.</source>
            <translation>Redemandez l’image à l’archive, ou sous forme non compressée ; si rien ne change, montrez-y ce texte.</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Ask the archive for the object once more; if it stays so, show this text to it.</source>
            <translation>Redemandez l’objet à l’archive ; si rien ne change, montrez-y ce texte.</translation>
        </message>
        <message>
            <location filename="../query/results.py" />
            <source>Asking for its series …</source>
            <translation>Demande des séries …</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Asking what there is</source>
            <translation>Demande de la liste</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>At most</source>
            <translation>Au plus</translation>
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
            <translation>Auteur</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Automatic</source>
            <translation>Automatique</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>B-value</source>
            <translation>Valeur b</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Baseline</source>
            <translation>Ligne de base</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Beam</source>
            <translation>Faisceau</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Beams</source>
            <translation>Faisceaux</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>Best fetched by {method}.</source>
            <translation>À récupérer de préférence par {method}.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Best fit</source>
            <translation>Ajuster à la vue</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Birth date</source>
            <translation>Date de naissance</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Bone (CT)</source>
            <translation>Os (CT)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Brain (CT)</source>
            <translation>Cerveau (CT)</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>By the basic profile of PS3.15, with new UIDs. The pixels are not cleaned: look whether they name the patient.</source>
            <translation>Selon le profil de base de PS3.15, avec de nouveaux UID. Les pixels ne sont pas nettoyés : vérifiez s’ils nomment le patient.</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Bytes</source>
            <translation>Octets</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>C&amp;hoose a folder …</source>
            <translation>C&amp;hoisir un dossier …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>C&amp;hoose …</source>
            <translation>C&amp;hoisir …</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>C&amp;lose</source>
            <translation>&amp;Fermer</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>CDA document</source>
            <translation>Document CDA</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../query/source.py" />
            <source>Call as</source>
            <translation>Appeler en tant que</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <location filename="../views/start.py" />
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Cancelled after {what}</source>
            <translation>Annulé après {what}</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Central Europe, ISO_IR 101</source>
            <translation>Europe centrale, ISO_IR 101</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Change window and level</source>
            <translation>Modifier le fenêtrage</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Channel</source>
            <translation>Canal</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Character set of queries</source>
            <translation>Jeu de caractères des requêtes</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>Check the file in another program, or save it as PNG or JPEG and open it again.</source>
            <translation>Vérifiez le fichier dans un autre programme, ou enregistrez-le en PNG ou JPEG et rouvrez-le.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>China, GB18030</source>
            <translation>Chine, GB18030</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>Choose &amp;file …</source>
            <translation>Choisir le &amp;fichier …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Choose &amp;place …</source>
            <translation>Choisir l’em&amp;placement …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Choose a ZIP archive</source>
            <translation>Choisir une archive ZIP</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Choose a disc, or a folder with a DICOMDIR</source>
            <translation>Choisir un disque, ou un dossier contenant un DICOMDIR</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Choose a series in the list.</source>
            <translation>Choisissez une série dans la liste.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Choose all on this image</source>
            <translation>Tout sélectionner sur cette image</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <location filename="../views/main_window.py" />
            <location filename="../views/output.py" />
            <source>Choose another place.</source>
            <translation>Choisissez un autre emplacement.</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Choose it in a view that shows one of its images: the button at the top of the view offers it.</source>
            <translation>Choisissez-le dans une vue qui montre une de ses images : le bouton en haut de la vue le propose.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Choose none</source>
            <translation>Ne rien sélectionner</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Clear</source>
            <translation>Effacer</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Click the link again.</source>
            <translation>Cliquez à nouveau sur le lien.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <location filename="../dialogs/key_images.py" />
            <location filename="../dialogs/nodes.py" />
            <location filename="../dialogs/shortcuts.py" />
            <location filename="../query/dialog.py" />
            <location filename="../tags/window.py" />
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/series_menu.py" />
            <source>Close patient</source>
            <translation>Fermer le patient</translation>
        </message>
        <message>
            <location filename="../views/series_menu.py" />
            <source>Close series</source>
            <translation>Fermer la série</translation>
        </message>
        <message>
            <location filename="../views/series_menu.py" />
            <source>Close study</source>
            <translation>Fermer l’examen</translation>
        </message>
        <message>
            <location filename="../documents/video.py" />
            <source>Coding</source>
            <translation>Codage</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Colours</source>
            <translation>Couleurs</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Com&amp;pare with</source>
            <translation>&amp;Comparer à</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Compare with</source>
            <translation>Comparer à</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Compare with the file</source>
            <translation>Comparer au fichier</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../model/progress.py" />
            <source>Complete</source>
            <translation>Complet</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/preferences.py" />
            <source>Consecutive images</source>
            <translation>Images consécutives</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Content time</source>
            <translation>Heure du contenu</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Context menu</source>
            <translation>Menu contextuel</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Contours</source>
            <translation>Contours</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Copied</source>
            <translation>Copié</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Copy image</source>
            <translation>Copier l’image</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Copy image without annotations</source>
            <translation>Copier l’image sans annotations</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Copy list</source>
            <translation>Copier la liste</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Copy this message</source>
            <translation>Copier ce message</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Crosshair</source>
            <translation>Réticule</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Ctrl + wheel</source>
            <translation>Ctrl + molette</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Ctrl, Shift or both</source>
            <translation>Ctrl, Maj ou les deux</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Cyrillic, ISO_IR 144</source>
            <translation>Cyrillique, ISO_IR 144</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM CD/DVD (DICOMDIR) …</source>
            <translation>CD/DVD DICOM (DICOMDIR) …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM ZIP …</source>
            <translation>ZIP DICOM …</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>DICOM archive</source>
            <translation>Archive DICOM</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM files and folders …</source>
            <translation>Fichiers et dossiers DICOM …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM in a ZIP archive</source>
            <translation>DICOM dans une archive ZIP</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM medium with DICOMDIR</source>
            <translation>Support DICOM avec DICOMDIR</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>DICOM tags</source>
            <translation>Attributs DICOM</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>DICOM tags …</source>
            <translation>Attributs DICOM …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>DICOM, one multi-frame image (CT, MR, PET)</source>
            <translation>DICOM, une image multiframe (CT, MR, PET)</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>DICOMweb archive</source>
            <translation>Archive DICOMweb</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../model/found.py" />
            <source>Date</source>
            <translation>Date</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Delete all on this image</source>
            <translation>Tout supprimer sur cette image</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Delete what is chosen</source>
            <translation>Supprimer la sélection</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../documents/radiotherapy.py" />
            <location filename="../query/form.py" />
            <source>Description</source>
            <translation>Description</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../views/document_view.py" />
            <location filename="../views/message_bar.py" />
            <source>Details</source>
            <translation>Détails</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Discard</source>
            <translation>Abandonner</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/message_bar.py" />
            <location filename="../views/start.py" />
            <source>Dismiss</source>
            <translation>Ignorer</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Doe* or Doe, Jane</source>
            <translation>Doe* ou Doe, Jane</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Dose reference</source>
            <translation>Référence de dose</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Double click</source>
            <translation>Double-clic</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Double click on it</source>
            <translation>Double-clic dessus</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Download again</source>
            <translation>Télécharger à nouveau</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Download again what is missing: {text}</source>
            <translation>Télécharger à nouveau ce qui manque : {text}</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Downloads</source>
            <translation>Téléchargements</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>Draw a measurement first.</source>
            <translation>Tracez d’abord une mesure.</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Drawn over the image</source>
            <translation>Superposé à l’image</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Drop DICOM files, a folder or a ZIP here, click a link in your RIS or archive, or type  wetread TARGET  in a terminal.</source>
            <translation>Déposez ici des fichiers DICOM, un dossier ou un ZIP, cliquez sur un lien dans votre RIS ou archive, ou tapez  wetread CIBLE  dans un terminal.</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop files, or click the link.</source>
            <translation>Déposez des fichiers, ou cliquez sur le lien.</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop to open: DICOM files, folders, ZIP archives</source>
            <translation>Déposez pour ouvrir : fichiers DICOM, dossiers, archives ZIP</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>Drop to open: DICOM files, folders, ZIP archives, pictures</source>
            <translation>Déposez pour ouvrir : fichiers DICOM, dossiers, archives ZIP, images</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <location filename="../documents/video.py" />
            <source>Duration</source>
            <translation>Durée</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>E&amp;dit</source>
            <translation>É&amp;dition</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Edge enhancement of {percent:g} % not applied</source>
            <translation>Renforcement des contours de {percent:g} % non appliqué</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Elements of the file</source>
            <translation>Éléments du fichier</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ellipse with statistics</source>
            <translation>Ellipse avec statistiques</translation>
        </message>
        <message>
            <location filename="../model/saved_searches.py" />
            <source>Empty</source>
            <translation>Vide</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Empty view

Drag a series here, or click one in the list.</source>
            <translation>Vue vide

Glissez une série ici, ou cliquez-en une dans la liste.</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <location filename="../documents/families.py" />
            <source>Encapsulated document</source>
            <translation>Document encapsulé</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Encrypted (TLS)</source>
            <translation>Chiffré (TLS)</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Energy</source>
            <translation>Énergie</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Esc cancels.</source>
            <translation>Échap annule.</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Failed</source>
            <translation>Échec</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Fall</source>
            <translation>Automne</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Faster</source>
            <translation>Plus vite</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../query/source.py" />
            <source>Fetch by</source>
            <translation>Récupérer par</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Fetch only (WADO-RS)</source>
            <translation>Récupérer seulement (WADO-RS)</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Fetch only (WADO-URI)</source>
            <translation>Récupérer seulement (WADO-URI)</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Few</source>
            <translation>Peu</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Fil&amp;e</source>
            <translation>Fi&amp;chier</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>File …</source>
            <translation>Fichier …</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Files of this computer</source>
            <translation>Fichiers de cet ordinateur</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Fill in what you know, then press Enter. * stands for any text: Doe*</source>
            <translation>Indiquez ce que vous savez, puis appuyez sur Entrée. * remplace un texte quelconque : Doe*</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Filter</source>
            <translation>Filtre</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Final</source>
            <translation>Définitif</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Find in the document</source>
            <translation>Chercher dans le document</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Find the next place  (Return)</source>
            <translation>Chercher l’occurrence suivante  (Entrée)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First image</source>
            <translation>Première image</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First patient</source>
            <translation>Premier patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First series</source>
            <translation>Première série</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First study</source>
            <translation>Premier examen</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>First window of the file</source>
            <translation>Premier fenêtrage du fichier</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Flip left and right</source>
            <translation>Retourner gauche-droite</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Forget these places</source>
            <translation>Oublier ces emplacements</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Forget this search</source>
            <translation>Oublier cette recherche</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Found: {media}</source>
            <translation>Trouvé : {media}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Four views</source>
            <translation>Quatre vues</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} has not come</source>
            <translation>L’image {number} n’est pas arrivée</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>Frame {number} has not come yet</source>
            <translation>L’image {number} n’est pas encore arrivée</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} has not come yet: this series is paused</source>
            <translation>L’image {number} n’est pas encore arrivée : cette série est en pause</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Frame {number} is on its way</source>
            <translation>L’image {number} est en route</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Free some space, then try again.</source>
            <translation>Libérez de l’espace, puis réessayez.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>From</source>
            <translation>Du</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>From … to …</source>
            <translation>Du … au …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Full screen</source>
            <translation>Plein écran</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Further headers</source>
            <translation>Autres en-têtes</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>G&amp;o</source>
            <translation>Na&amp;viguer</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Gain</source>
            <translation>Gain</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>Give a magnification above 0, or 0 or -200 for best fit, -100 for real size.</source>
            <translation>Indiquez un agrandissement supérieur à 0, ou 0 ou -200 pour ajuster à la vue, -100 pour la taille réelle.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Greek, ISO_IR 126</source>
            <translation>Grec, ISO_IR 126</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Grey</source>
            <translation>Gris</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Group</source>
            <translation>Groupe</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Group {number}</source>
            <translation>Groupe {number}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Hide all</source>
            <translation>Tout masquer</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Hide series</source>
            <translation>Masquer les séries</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>Histogram</source>
            <translation>Histogramme</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Histogram …</source>
            <translation>Histogramme …</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Holds</source>
            <translation>Contenu</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Host</source>
            <translation>Hôte</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Hot iron</source>
            <translation>Fer chaud</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Hot metal blue</source>
            <translation>Métal chaud bleu</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>ICC profile not applied</source>
            <translation>Profil ICC non appliqué</translation>
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
            <translation>ID, accession</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>ID: {id}</source>
            <translation>ID : {id}</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>Icons: Tabler Icons, MIT License</source>
            <translation>Icônes : Tabler Icons, licence MIT</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>If the archive is encrypted, its password is asked for.</source>
            <translation>Si l’archive est chiffrée, son mot de passe est demandé.</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Ima&amp;ge</source>
            <translation>Ima&amp;ge</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Image view {number}</source>
            <translation>Vue d’image {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <location filename="../tags/window.py" />
            <source>Image {number}</source>
            <translation>Image {number}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Image {position} / {count}{promised}</source>
            <translation>Image {position} / {count}{promised}</translation>
        </message>
        <message>
            <location filename="../views/scroller.py" />
            <source>Image {position} of {count}</source>
            <translation>Image {position} sur {count}</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../model/found.py" />
            <source>Images</source>
            <translation>Images</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Images that lie above</source>
            <translation>Images du dessus</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Images that lie below</source>
            <translation>Images du dessous</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Images: </source>
            <translation>Images : </translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <location filename="../views/menus.py" />
            <source>Import</source>
            <translation>Importer</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import DICOM files and folders</source>
            <translation>Importer des fichiers et dossiers DICOM</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Import Weasis's lists of archives</source>
            <translation>Importer les listes d’archives de Weasis</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import a DICOM CD or DVD (DICOMDIR)</source>
            <translation>Importer un CD ou DVD DICOM (DICOMDIR)</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Import a DICOM ZIP</source>
            <translation>Importer un ZIP DICOM</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Import {items}</source>
            <translation>Importer {items}</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Import …</source>
            <translation>Importer …</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Importing {items}. Wetread's window comes to the front when there is something to see.</source>
            <translation>Importation de {items}. La fenêtre de Wetread passe au premier plan dès qu’il y a quelque chose à voir.</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>In Wetread</source>
            <translation>Dans Wetread</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>In the order of {rule}</source>
            <translation>Trié par {rule}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Incomplete</source>
            <translation>Incomplet</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Inferred from </source>
            <translation>Déduit de </translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Install one for {suffix} files, then try again.</source>
            <translation>Installez-en une pour les fichiers {suffix}, puis réessayez.</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Install {opener}, or an application for {suffix} files.</source>
            <translation>Installez {opener}, ou une application pour les fichiers {suffix}.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Instance number</source>
            <translation>Numéro d’instance</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>Institution</source>
            <translation>Établissement</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Intent</source>
            <translation>Intention</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>Interrupted</source>
            <translation>Interrompu</translation>
        </message>
        <message>
            <location filename="../model/library.py" />
            <source>Interrupted; click the link again</source>
            <translation>Interrompu ; cliquez à nouveau sur le lien</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Invert</source>
            <translation>Inverser</translation>
        </message>
        <message>
            <location filename="../query/results.py" />
            <source>It has no series</source>
            <translation>Il ne contient aucune série</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>It holds no sound in a form that can be played.</source>
            <translation>Il ne contient aucun son lisible.</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>It is drawn over the images that it belongs to, where they are loaded.</source>
            <translation>Elle est superposée aux images auxquelles elle appartient, lorsqu’elles sont chargées.</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>It is no certified medical device.</source>
            <translation>Ce n’est pas un dispositif médical certifié.</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>It says nothing of rows and columns, so there is no picture in it.</source>
            <translation>Il n’indique ni lignes ni colonnes, il ne contient donc pas d’image.</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>It shows with its first image.</source>
            <translation>Elle s’affiche avec sa première image.</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Item</source>
            <translation>Élément</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>Item {number}</source>
            <translation>Élément {number}</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Its contours are drawn over the images whose planes they lie in, where these are loaded.</source>
            <translation>Ses contours sont superposés aux images dans le plan desquelles ils se trouvent, lorsqu’elles sont chargées.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG 2000, lossless</source>
            <translation>JPEG 2000, sans perte</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG pictures</source>
            <translation>Images JPEG</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>JPEG-LS, lossless</source>
            <translation>JPEG-LS, sans perte</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Japan, ISO_IR 13</source>
            <translation>Japon, ISO_IR 13</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Key image</source>
            <translation>Image clé</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Key images</source>
            <translation>Images clés</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Key object selection</source>
            <translation>Sélection d’objets clés</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Keyboard shortcuts</source>
            <translation>Raccourcis clavier</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Keys by menu</source>
            <translation>Touches par menu</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Keyword of a DICOM attribute</source>
            <translation>Mot-clé d’un attribut DICOM</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/segmentation.py" />
            <source>Kind</source>
            <translation>Type</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>La&amp;yout</source>
            <translation>Dis&amp;position</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 2 days</source>
            <translation>2 derniers jours</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 2 weeks</source>
            <translation>2 dernières semaines</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 24 hours</source>
            <translation>Dernières 24 heures</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 3 days</source>
            <translation>3 derniers jours</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 3 months</source>
            <translation>3 derniers mois</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last 6 months</source>
            <translation>6 derniers mois</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last image</source>
            <translation>Dernière image</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last month</source>
            <translation>Dernier mois</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last patient</source>
            <translation>Dernier patient</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last series</source>
            <translation>Dernière série</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Last study</source>
            <translation>Dernier examen</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last week</source>
            <translation>Dernière semaine</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Last year</source>
            <translation>Dernière année</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Leave it out.</source>
            <translation>Retirez-la.</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Leave out a criterion, or choose other dates.</source>
            <translation>Retirez un critère, ou choisissez d’autres dates.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Leave this attribute out</source>
            <translation>Retirer cet attribut</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Left drag</source>
            <translation>Glisser gauche</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Length</source>
            <translation>Longueur</translation>
        </message>
        <message>
            <location filename="../dialogs/about.py" />
            <source>Licence: {licence}</source>
            <translation>Licence : {licence}</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Line with corners</source>
            <translation>Ligne brisée</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>List everything</source>
            <translation>Tout lister</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>List everything that {archive} holds?</source>
            <translation>Lister tout ce que contient {archive} ?</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>List of key images …</source>
            <translation>Liste des images clés …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>List of series</source>
            <translation>Liste des séries</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Loading</source>
            <translation>Chargement</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Loading was interrupted</source>
            <translation>Le chargement a été interrompu</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Loading …</source>
            <translation>Chargement …</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Location: {place:.1f} mm</source>
            <translation>Position : {place:.1f} mm</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Login</source>
            <translation>Connexion</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Looking for media with a DICOMDIR …</source>
            <translation>Recherche de supports contenant un DICOMDIR …</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <location filename="../query/dialog.py" />
            <source>Looking which archives are set up …</source>
            <translation>Recherche des archives configurées …</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Lossy compression</source>
            <translation>Compression avec perte</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Lung (CT)</source>
            <translation>Poumon (CT)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>MIP (CT)</source>
            <translation>MIP (CT)</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>MTL material list</source>
            <translation>Liste de matériaux MTL</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Machine</source>
            <translation>Machine</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../documents/presentation.py" />
            <location filename="../documents/segmentation.py" />
            <source>Made</source>
            <translation>Créé</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <location filename="../documents/readers.py" />
            <location filename="../documents/segmentation.py" />
            <source>Made by</source>
            <translation>Créé par</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>Made from: </source>
            <translation>Créé à partir de : </translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Magnifier at the pointer</source>
            <translation>Loupe au pointeur</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>Make it smaller, then open it again.</source>
            <translation>Réduisez-la, puis rouvrez-la.</translation>
        </message>
        <message>
            <location filename="../actions/keys.py" />
            <source>Mark one with the key K.</source>
            <translation>Marquez-en une avec la touche K.</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Mean {mean} ± {sd}{unit}</source>
            <translation>Moyenne {mean} ± {sd}{unit}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Measure</source>
            <translation>Mesurer</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Measurement</source>
            <translation>Mesure</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Mediastinum (CT)</source>
            <translation>Médiastin (CT)</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Menu</source>
            <translation>Menu</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Middle drag</source>
            <translation>Glisser milieu</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>Min {minimum}  Max {maximum}  n {count}</source>
            <translation>Min {minimum}  Max {maximum}  n {count}</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Modalities (none: all)</source>
            <translation>Modalités (aucune : toutes)</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <location filename="../model/found.py" />
            <source>Modality</source>
            <translation>Modalité</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Modality {name}</source>
            <translation>Modalité {name}</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Most studies of one page, 0 for no limit</source>
            <translation>Nombre maximal d’examens par page, 0 pour aucune limite</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Mouse</source>
            <translation>Souris</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Move to the next screen</source>
            <translation>Vers l’écran suivant</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <location filename="../documents/radiotherapy.py" />
            <location filename="../tags/tree.py" />
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Name of the search. All that is filled in is kept on this computer,
also a patient's name or ID.</source>
            <translation>Nom de la recherche. Tout ce qui est rempli est conservé sur cet ordinateur,
y compris le nom ou l’ID d’un patient.</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Name: value</source>
            <translation>Nom : valeur</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>New documents of {name}</source>
            <translation>Nouveaux documents de {name}</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>New images of {name}</source>
            <translation>Nouvelles images de {name}</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Next</source>
            <translation>Suivant</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Next document</source>
            <translation>Document suivant</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next image</source>
            <translation>Image suivante</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next key image</source>
            <translation>Image clé suivante</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Next message</source>
            <translation>Message suivant</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next order</source>
            <translation>Ordre suivant</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Next page</source>
            <translation>Page suivante</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next patient</source>
            <translation>Patient suivant</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next series</source>
            <translation>Série suivante</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next study</source>
            <translation>Examen suivant</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next tab</source>
            <translation>Onglet suivant</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Next tool</source>
            <translation>Outil suivant</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <location filename="../query/dialog.py" />
            <source>No archive is set up yet</source>
            <translation>Aucune archive n’est encore configurée</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>No image is marked yet.
Mark the selected one with the key K.</source>
            <translation>Aucune image n’est encore marquée.
Marquez l’image sélectionnée avec la touche K.</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <location filename="../actions/row.py" />
            <source>No image is selected</source>
            <translation>Aucune image n’est sélectionnée</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <location filename="../tags/window.py" />
            <source>No image is selected.</source>
            <translation>Aucune image n’est sélectionnée.</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>No medium with a DICOMDIR is mounted. Insert the disc, wait until the file manager shows it, and detect again; or choose its folder.</source>
            <translation>Aucun support contenant un DICOMDIR n’est monté. Insérez le disque, attendez que le gestionnaire de fichiers l’affiche, et relancez la détection ; ou choisissez son dossier.</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../model/found.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>No name</source>
            <translation>Sans nom</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>No tool</source>
            <translation>Aucun outil</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/segmentation.py" />
            <source>No.</source>
            <translation>N°</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <location filename="../views/attachments_button.py" />
            <source>None</source>
            <translation>Aucune</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>Not found</source>
            <translation>Introuvable</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Not verified</source>
            <translation>Non vérifié</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Nothing is filled in, and there is no limit. This may take long.</source>
            <translation>Rien n’est rempli, et il n’y a pas de limite. Cela peut être long.</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Nothing is shown</source>
            <translation>Rien n’est affiché</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Nothing open yet</source>
            <translation>Rien d’ouvert pour l’instant</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Nothing was found</source>
            <translation>Aucun résultat</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>NumPy array of values</source>
            <translation>Tableau NumPy des valeurs</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>OBJ model</source>
            <translation>Modèle OBJ</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../documents/families.py" />
            <source>Object</source>
            <translation>Objet</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Object of an unknown class</source>
            <translation>Objet d’une classe inconnue</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Offers</source>
            <translation>Offre</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>On their own</source>
            <translation>Indépendantes</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One above, two below</source>
            <translation>Une en haut, deux en bas</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>One below another</source>
            <translation>L’une sous l’autre</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One to one</source>
            <translation>Un pour un</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One view</source>
            <translation>Une vue</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>One view, or all</source>
            <translation>Une vue, ou toutes</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>One volume after another, in time</source>
            <translation>Un volume après l’autre, dans le temps</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Only &amp;differences</source>
            <translation>&amp;Différences seulement</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Opacity of areas</source>
            <translation>Opacité des surfaces</translation>
        </message>
        <message>
            <location filename="../views/openings.py" />
            <source>Open DICOM files, ZIPs or pictures</source>
            <translation>Ouvrir des fichiers DICOM, des ZIP ou des images</translation>
        </message>
        <message>
            <location filename="../views/openings.py" />
            <source>Open a folder of DICOM files</source>
            <translation>Ouvrir un dossier de fichiers DICOM</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <location filename="../actions/row.py" />
            <source>Open a series, or select a view that has one.</source>
            <translation>Ouvrez une série, ou choisissez une vue qui en contient une.</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>Open a study first.</source>
            <translation>Ouvrez d’abord un examen.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/start.py" />
            <source>Open files …</source>
            <translation>Ouvrir des fichiers …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../views/start.py" />
            <source>Open folder …</source>
            <translation>Ouvrir un dossier …</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Open in a new &amp;tab: show the patient's images at once</source>
            <translation>Ouvrir dans un nouvel o&amp;nglet : afficher aussitôt les images du patient</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Open in the system's application</source>
            <translation>Ouvrir dans l’application du système</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Ordered by {rule}</source>
            <translation>Trié par {rule}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Overlays: {shown} of {count}</source>
            <translation>Superpositions : {shown} sur {count}</translation>
        </message>
        <message>
            <location filename="../model/archives.py" />
            <source>Own AE title</source>
            <translation>Titre AE propre</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Own certificate</source>
            <translation>Certificat propre</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>PDF document</source>
            <translation>Document PDF</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>PEM file with certificate and key</source>
            <translation>Fichier PEM avec certificat et clé</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>PET</source>
            <translation>TEP</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>PET, 20 steps</source>
            <translation>TEP, 20 niveaux</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>PNG pictures</source>
            <translation>Images PNG</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Pan</source>
            <translation>Déplacer</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan down</source>
            <translation>Déplacer vers le bas</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan down, further</source>
            <translation>Déplacer vers le bas, davantage</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan left</source>
            <translation>Déplacer vers la gauche</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan left, further</source>
            <translation>Déplacer vers la gauche, davantage</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan right</source>
            <translation>Déplacer vers la droite</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan right, further</source>
            <translation>Déplacer vers la droite, davantage</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan up</source>
            <translation>Déplacer vers le haut</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Pan up, further</source>
            <translation>Déplacer vers le haut, davantage</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Paper {zoom:.0%}</source>
            <translation>Papier {zoom:.0%}</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Partial: the report is not complete</source>
            <translation>Partiel : le compte rendu n’est pas complet</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>Patient</source>
            <translation>Patient</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Patient ID</source>
            <translation>ID du patient</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Patient name</source>
            <translation>Nom du patient</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Patient, study, series</source>
            <translation>Patient, examen, série</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <source>Patients that are open</source>
            <translation>Patients ouverts</translation>
        </message>
        <message>
            <location filename="../views/explorer.py" />
            <source>Patients, studies and series</source>
            <translation>Patients, examens et séries</translation>
        </message>
        <message>
            <location filename="../views/explorer.py" />
            <source>Patients, studies and series will be listed here.</source>
            <translation>Les patients, examens et séries seront listés ici.</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Paused</source>
            <translation>En pause</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Picture</source>
            <translation>Image</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Pictures</source>
            <translation>Images</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>Planes</source>
            <translation>Plans</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play back and forth</source>
            <translation>Lire en aller-retour</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play faster</source>
            <translation>Lire plus vite</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Play in the system's player</source>
            <translation>Lire dans le lecteur du système</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play or stop</source>
            <translation>Lire ou arrêter</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Play slower</source>
            <translation>Lire plus lentement</translation>
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
            <translation>Position dans la série</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Preferences</source>
            <translation>Préférences</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Preferences …</source>
            <translation>Préférences …</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Preliminary</source>
            <translation>Préliminaire</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Prescription</source>
            <translation>Prescription</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/presentation.py" />
            <location filename="../views/attachments_button.py" />
            <source>Presentation state</source>
            <translation>État de présentation</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation state: {named}</source>
            <translation>État de présentation : {named}</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation states and overlays</source>
            <translation>États de présentation et superpositions</translation>
        </message>
        <message>
            <location filename="../documents/presentation.py" />
            <source>Presentation states of this kind are listed, but not applied.</source>
            <translation>Les états de présentation de ce type sont listés, mais pas appliqués.</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Presentation states, segmentations and contours</source>
            <translation>États de présentation, segmentations et contours</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Previous document</source>
            <translation>Document précédent</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous image</source>
            <translation>Image précédente</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous key image</source>
            <translation>Image clé précédente</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <source>Previous message</source>
            <translation>Message précédent</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Previous page</source>
            <translation>Page précédente</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous patient</source>
            <translation>Patient précédent</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous series</source>
            <translation>Série précédente</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous study</source>
            <translation>Examen précédent</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Previous tab</source>
            <translation>Onglet précédent</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Print</source>
            <translation>Imprimer</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Print all views …</source>
            <translation>Imprimer toutes les vues …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Print …</source>
            <translation>Imprimer …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>QIDO-RS, fetch by WADO-URI</source>
            <translation>QIDO-RS, récupérer par WADO-URI</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Query archive</source>
            <translation>Interroger une archive</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Query archive – Wetread</source>
            <translation>Interroger une archive – Wetread</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Query archive …</source>
            <translation>Interroger une archive …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Quit</source>
            <translation>Quitter</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>R&amp;ecent places</source>
            <translation>Emplacements &amp;récents</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>RLE, lossless</source>
            <translation>RLE, sans perte</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Radiation</source>
            <translation>Rayonnement</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/radiotherapy.py" />
            <source>Radiotherapy object</source>
            <translation>Objet de radiothérapie</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rainbow</source>
            <translation>Arc-en-ciel</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Reading file {number}</source>
            <translation>Lecture du fichier {number}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>Reading file {number} of {count}</source>
            <translation>Lecture du fichier {number} sur {count}</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>Reading image {position} of {count} …</source>
            <translation>Lecture de l’image {position} sur {count} …</translation>
        </message>
        <message>
            <location filename="../views/document_view.py" />
            <source>Reading …</source>
            <translation>Lecture …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Real size</source>
            <translation>Taille réelle</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rectangle with statistics</source>
            <translation>Rectangle avec statistiques</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Redo</source>
            <translation>Rétablir</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Reference lines</source>
            <translation>Lignes de référence</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>Referred by {physician}</source>
            <translation>Adressé par {physician}</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Refers to</source>
            <translation>Se réfère à</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <location filename="../documents/report.py" />
            <source>Region</source>
            <translation>Région</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Region {number}</source>
            <translation>Région {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Remove mark</source>
            <translation>Retirer la marque</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Report</source>
            <translation>Compte rendu</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Reset view</source>
            <translation>Réinitialiser la vue</translation>
        </message>
        <message>
            <location filename="../query/tree.py" />
            <source>Results: patients, studies, series</source>
            <translation>Résultats : patients, examens, séries</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <location filename="../views/series_menu.py" />
            <source>Resume</source>
            <translation>Reprendre</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <location filename="../views/start.py" />
            <source>Retry</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Right click</source>
            <translation>Clic droit</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate</source>
            <translation>Tourner</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate left</source>
            <translation>Tourner à gauche</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Rotate right</source>
            <translation>Tourner à droite</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>SOP Class</source>
            <translation>Classe SOP</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>SOP Instance</source>
            <translation>Instance SOP</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>STL model</source>
            <translation>Modèle STL</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Save</source>
            <translation>Enregistrer</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Save DICOM tags</source>
            <translation>Enregistrer les attributs DICOM</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Save and test</source>
            <translation>Enregistrer et tester</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Save as</source>
            <translation>Enregistrer sous</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save as …</source>
            <translation>Enregistrer sous …</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <location filename="../views/output.py" />
            <source>Save image</source>
            <translation>Enregistrer l’image</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save image …</source>
            <translation>Enregistrer l’image …</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Save list …</source>
            <translation>Enregistrer la liste …</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>Save measurements</source>
            <translation>Enregistrer les mesures</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Save measurements as CSV …</source>
            <translation>Enregistrer les mesures en CSV …</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Save the list of key images</source>
            <translation>Enregistrer la liste des images clés</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Save this search</source>
            <translation>Enregistrer cette recherche</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Save this search under a name</source>
            <translation>Enregistrer cette recherche sous un nom</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <location filename="../views/output.py" />
            <source>Saved</source>
            <translation>Enregistré</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Saved searches</source>
            <translation>Recherches enregistrées</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>Saved searches …</source>
            <translation>Recherches enregistrées …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <location filename="../dialogs/shortcuts.py" />
            <source>Scroll</source>
            <translation>Défiler</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Search</source>
            <translation>Chercher</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Search and fetch (QIDO-RS, WADO-RS)</source>
            <translation>Chercher et récupérer (QIDO-RS, WADO-RS)</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>Search in &amp;subfolders too</source>
            <translation>Chercher aussi dans les &amp;sous-dossiers</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Search only (QIDO-RS)</source>
            <translation>Chercher seulement (QIDO-RS)</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>Search tag, name or value</source>
            <translation>Chercher un attribut, un nom ou une valeur</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Search the archive</source>
            <translation>Interroger l’archive</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Searching {node} …</source>
            <translation>Recherche dans {node} …</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Second window of the file</source>
            <translation>Second fenêtrage du fichier</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Seconds to connect</source>
            <translation>Secondes pour se connecter</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Seconds without an answer</source>
            <translation>Secondes sans réponse</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>See item {number}</source>
            <translation>Voir l’élément {number}</translation>
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
            <translation>Segmentation</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Segmentations and contours</source>
            <translation>Segmentations et contours</translation>
        </message>
        <message>
            <location filename="../state/player.py" />
            <source>Select a view with more than one image.</source>
            <translation>Choisissez une vue de plusieurs images.</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Selected from </source>
            <translation>Sélectionné dans </translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Sensitivity</source>
            <translation>Sensibilité</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/jobs.py" />
            <source>Series</source>
            <translation>Série</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Series without description</source>
            <translation>Série sans description</translation>
        </message>
        <message>
            <location filename="../dialogs/key_images.py" />
            <source>Series {number}</source>
            <translation>Série {number}</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Series {series_number}</source>
            <translation>Série {series_number}</translation>
        </message>
        <message>
            <location filename="../views/message_bar.py" />
            <location filename="../views/series_menu.py" />
            <source>Show</source>
            <translation>Afficher</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Show &amp;reference lines</source>
            <translation>Afficher les lignes de &amp;référence</translation>
        </message>
        <message>
            <location filename="../views/attachments_button.py" />
            <source>Show all</source>
            <translation>Tout afficher</translation>
        </message>
        <message>
            <location filename="../views/jobs.py" />
            <source>Show series</source>
            <translation>Afficher les séries</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Show when all is here</source>
            <translation>Afficher quand tout est arrivé</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>Show when the first image is here</source>
            <translation>Afficher dès la première image</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <location filename="../documents/video.py" />
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>Skew</source>
            <translation>Décalage</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Slice location</source>
            <translation>Position de coupe</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>Slices lie {spacing_mm:.4g} mm apart, the file says {said_mm:.4g} mm</source>
            <translation>Les coupes sont distantes de {spacing_mm:.4g} mm, le fichier indique {said_mm:.4g} mm</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>Some images could not be saved</source>
            <translation>Certaines images n’ont pas pu être enregistrées</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>Something went wrong in Wetread</source>
            <translation>Une erreur s’est produite dans Wetread</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Sort &amp;by</source>
            <translation>&amp;Trier par</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>Sound</source>
            <translation>Son</translation>
        </message>
        <message>
            <location filename="../views/waveform_view.py" />
            <source>Speed</source>
            <translation>Vitesse</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Spring</source>
            <translation>Printemps</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/radiotherapy.py" />
            <source>Structure set</source>
            <translation>Ensemble de structures</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Structured report</source>
            <translation>Compte rendu structuré</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>Studies {first} to {last}</source>
            <translation>Examens {first} à {last}</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <source>Study</source>
            <translation>Examen</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <location filename="../views/corners.py" />
            <source>Study ID: {study_id}</source>
            <translation>ID de l’examen : {study_id}</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>Study date</source>
            <translation>Date de l’examen</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>Study without description</source>
            <translation>Examen sans description</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Summer</source>
            <translation>Été</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>TIFF for ImageJ, with values, spacing and header</source>
            <translation>TIFF pour ImageJ, avec valeurs, espacement et en-tête</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>TIFF pictures</source>
            <translation>Images TIFF</translation>
        </message>
        <message>
            <location filename="../actions/windows.py" />
            <location filename="../views/corners.py" />
            <source>Table of the file</source>
            <translation>Table du fichier</translation>
        </message>
        <message>
            <location filename="../tags/tree.py" />
            <source>Tag</source>
            <translation>Attribut</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Take over Weasis's dicomNodes.xml, dicomWebNodes.xml or dicomCallingNodes.xml</source>
            <translation>Reprendre dicomNodes.xml, dicomWebNodes.xml ou dicomCallingNodes.xml de Weasis</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Target dose</source>
            <translation>Dose cible</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ten images back</source>
            <translation>Dix images en arrière</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Ten images on</source>
            <translation>Dix images en avant</translation>
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
            <translation>Texte</translation>
        </message>
        <message>
            <location filename="../views/text_entry.py" />
            <source>Text in the image</source>
            <translation>Texte dans l’image</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Text of a drawing</source>
            <translation>Texte d’un dessin</translation>
        </message>
        <message>
            <location filename="../views/text_entry.py" />
            <source>Text, then Enter</source>
            <translation>Texte, puis Entrée</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The birth date is not a date</source>
            <translation>La date de naissance n’est pas une date</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The day before yesterday</source>
            <translation>Avant-hier</translation>
        </message>
        <message>
            <location filename="../views/main_window.py" />
            <source>The file cannot be saved</source>
            <translation>Le fichier ne peut pas être enregistré</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>The image cannot be saved</source>
            <translation>L’image ne peut pas être enregistrée</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>The images could not be saved</source>
            <translation>Les images n’ont pas pu être enregistrées</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>The keyword of any DICOM attribute that the archive can match</source>
            <translation>Le mot-clé d’un attribut DICOM quelconque que l’archive sait comparer</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>The list of searches cannot be kept: {strerror}.</source>
            <translation>La liste des recherches ne peut pas être conservée : {strerror}.</translation>
        </message>
        <message>
            <location filename="../views/page_view.py" />
            <source>The object that is referred to is not loaded.</source>
            <translation>L’objet auquel il est fait référence n’est pas chargé.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>The other way round</source>
            <translation>En sens inverse</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>The picture {name} cannot be shown</source>
            <translation>L’image {name} ne peut pas être affichée</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The screenshot cannot be saved</source>
            <translation>La capture d’écran ne peut pas être enregistrée</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The screenshot would be too large</source>
            <translation>La capture d’écran serait trop grande</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>The search did not work</source>
            <translation>La recherche a échoué</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>The search goes on</source>
            <translation>La recherche continue</translation>
        </message>
        <message>
            <location filename="../state/archives.py" />
            <source>The search was interrupted: Wetread's service ended. Search again.</source>
            <translation>La recherche a été interrompue : le service de Wetread s’est arrêté. Relancez-la.</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>The slices are sheared by {tilt:.1f}°</source>
            <translation>Les coupes sont inclinées de {tilt:.1f}°</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>The slices are unevenly spaced</source>
            <translation>Les coupes sont espacées irrégulièrement</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>The study date is not a date</source>
            <translation>La date de l’examen n’est pas une date</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>The test goes on</source>
            <translation>Le test est en cours</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <source>The tool {name} cannot be chosen</source>
            <translation>L’outil {name} ne peut pas être choisi</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>The whole &amp;series ({files})</source>
            <translation>Toute la &amp;série ({files})</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>The window could not do this: {error}</source>
            <translation>La fenêtre n’a pas pu le faire : {error}</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>The window has no such command</source>
            <translation>La fenêtre n’a pas de telle commande</translation>
        </message>
        <message>
            <location filename="../actions/row.py" />
            <source>The window of this image cannot be changed</source>
            <translation>Le fenêtrage de cette image ne peut pas être modifié</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>The {name} cannot be opened</source>
            <translation>Ouverture impossible : {name}</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>The {name} cannot be shown</source>
            <translation>Affichage impossible : {name}</translation>
        </message>
        <message>
            <location filename="../actions/keys.py" />
            <source>There are no key images</source>
            <translation>Il n’y a pas d’images clés</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>There is more: only {most} items are shown.</source>
            <translation>Il y en a davantage : seuls {most} éléments sont affichés.</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>There is no frame {number}</source>
            <translation>Il n’y a pas d’image {number}</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>There is no histogram of this image: it is in colour, or its values are too large.</source>
            <translation>Il n’y a pas d’histogramme de cette image : elle est en couleurs, ou ses valeurs sont trop grandes.</translation>
        </message>
        <message>
            <location filename="../actions/output.py" />
            <source>There is no image to take</source>
            <translation>Il n’y a pas d’image à prendre</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>There is no such attribute</source>
            <translation>Cet attribut n’existe pas</translation>
        </message>
        <message>
            <location filename="../model/layout.py" />
            <source>There is no such layout</source>
            <translation>Cette disposition n’existe pas</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>There is no such view</source>
            <translation>Cette vue n’existe pas</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>There is no such way to synchronise</source>
            <translation>Ce mode de synchronisation n’existe pas</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>There is no window for this region</source>
            <translation>Il n’y a pas de fenêtrage pour cette région</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>There is nothing to arrange</source>
            <translation>Il n’y a rien à disposer</translation>
        </message>
        <message>
            <location filename="../state/player.py" />
            <source>There is nothing to play</source>
            <translation>Il n’y a rien à lire</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>There is nothing to save</source>
            <translation>Il n’y a rien à enregistrer</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>There is one of the name {name} already. Choose another name.</source>
            <translation>Le nom {name} est déjà pris. Choisissez-en un autre.</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>They hold at once, and whenever Wetread starts;
another language when its window is opened again.</source>
            <translation>Elles s’appliquent aussitôt et à chaque démarrage de Wetread ;
une autre langue, à la prochaine ouverture de la fenêtre.</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>This &amp;frame only</source>
            <translation>Cette &amp;image seulement</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>This &amp;image</source>
            <translation>Cette &amp;image</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>This cannot be dropped here</source>
            <translation>Ceci ne peut pas être déposé ici</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>This cannot be reset</source>
            <translation>Ceci ne peut pas être réinitialisé</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>This cannot be saved in another form</source>
            <translation>Ceci ne peut pas être enregistré sous une autre forme</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This cannot be searched for</source>
            <translation>Cela ne peut pas être cherché</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>This could not be opened</source>
            <translation>L’ouverture a échoué</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>This file is not DICOM</source>
            <translation>Ce fichier n’est pas du DICOM</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>This file is not DICOM, or is damaged</source>
            <translation>Ce fichier n’est pas du DICOM, ou est endommagé</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>This image cannot be read</source>
            <translation>Cette image ne peut pas être lue</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>This image cannot be shown</source>
            <translation>Cette image ne peut pas être affichée</translation>
        </message>
        <message>
            <location filename="../actions/image.py" />
            <source>This image cannot be shown in real size</source>
            <translation>Cette image ne peut pas être affichée en taille réelle</translation>
        </message>
        <message>
            <location filename="../actions/go.py" />
            <source>This image is not loaded</source>
            <translation>Cette image n’est pas chargée</translation>
        </message>
        <message>
            <location filename="../model/viewport.py" />
            <source>This is not a magnification</source>
            <translation>Ce n’est pas un agrandissement</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>This is not what it says it is ({said}): its content is unknown, so nothing opens it.</source>
            <translation>Ce n’est pas ce qu’il prétend être ({said}) : son contenu est inconnu, rien ne l’ouvre donc.</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This month</source>
            <translation>Ce mois-ci</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>This picture cannot be shown</source>
            <translation>Cette image ne peut pas être affichée</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>This place cannot be shown in other views</source>
            <translation>Cet endroit ne peut pas être montré dans les autres vues</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>This series is coming</source>
            <translation>Cette série arrive</translation>
        </message>
        <message>
            <location filename="../documents/video.py" />
            <source>This video is shown here, frame by frame, when PyAV is installed (pip install 'wetread[video]'). Until then it plays in the system's player.</source>
            <translation>Cette vidéo s’affiche ici, image par image, lorsque PyAV est installé (pip install 'wetread[video]'). En attendant, elle est lue par le lecteur du système.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>This view alone, or all again</source>
            <translation>Cette vue seule, ou à nouveau toutes</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This week</source>
            <translation>Cette semaine</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>This year</source>
            <translation>Cette année</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>To</source>
            <translation>Au</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>To be opened</source>
            <translation>À ouvrir</translation>
        </message>
        <message>
            <location filename="../model/saved_searches.py" />
            <location filename="../model/search.py" />
            <source>Today</source>
            <translation>Aujourd’hui</translation>
        </message>
        <message>
            <location filename="../dialogs/preferences.py" />
            <source>Together</source>
            <translation>Ensemble</translation>
        </message>
        <message>
            <location filename="../views/menus.py" />
            <source>Tools</source>
            <translation>Outils</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Transfer syntax</source>
            <translation>Syntaxe de transfert</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>Try again.</source>
            <translation>Réessayez.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two left, one right</source>
            <translation>Deux à gauche, une à droite</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two, one below the other</source>
            <translation>Deux, l’une sous l’autre</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Two, side by side</source>
            <translation>Deux, côte à côte</translation>
        </message>
        <message>
            <location filename="../documents/radiotherapy.py" />
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Type a keyword of DICOM's dictionary, such as ReferringPhysicianName.</source>
            <translation>Tapez un mot-clé du dictionnaire DICOM, par exemple ReferringPhysicianName.</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Type it as year, month, day: 2024-01-31.</source>
            <translation>Tapez année, mois, jour : 2024-01-31.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>Uncompressed</source>
            <translation>Non compressée</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Undo</source>
            <translation>Annuler l’action</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Unicode, ISO_IR 192</source>
            <translation>Unicode, ISO_IR 192</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Unit</source>
            <translation>Unité</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Unknown patient</source>
            <translation>Patient inconnu</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>Unreadable</source>
            <translation>Illisible</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>Use it</source>
            <translation>Utiliser</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>Use one of: None, Stack, Tile.</source>
            <translation>Utilisez l’un de : None, Stack, Tile.</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <location filename="../model/layout.py" />
            <location filename="../model/viewport.py" />
            <source>Use one of: {names}.</source>
            <translation>Utilisez l’un de : {names}.</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Use the tool</source>
            <translation>Utiliser l’outil</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Use when no archive is named</source>
            <translation>Utiliser quand aucune archive n’est nommée</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <location filename="../tags/tree.py" />
            <location filename="../tags/window.py" />
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Verified</source>
            <translation>Vérifié</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>Verified by</source>
            <translation>Vérifié par</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <location filename="../documents/video.py" />
            <source>Video</source>
            <translation>Vidéo</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>View {number}: {name}</source>
            <translation>Vue {number} : {name}</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>Views count from 1.</source>
            <translation>Les vues se comptent à partir de 1.</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Views on their own</source>
            <translation>Vues indépendantes</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Views together</source>
            <translation>Vues ensemble</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>WADO-URI address</source>
            <translation>Adresse WADO-URI</translation>
        </message>
        <message>
            <location filename="../actions/go.py" />
            <source>Wait until it has come, or have it downloaded again.</source>
            <translation>Attendez qu’elle soit arrivée, ou téléchargez-la à nouveau.</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <location filename="../views/start.py" />
            <source>Waiting …</source>
            <translation>En attente …</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>Waveform</source>
            <translation>Tracé</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <location filename="../views/waveform_view.py" />
            <source>Waveforms</source>
            <translation>Tracés</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>Weasis's lists (*.xml)</source>
            <translation>Listes de Weasis (*.xml)</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>Western Europe, ISO_IR 100</source>
            <translation>Europe de l’Ouest, ISO_IR 100</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>Wetread does not draw objects of this class.</source>
            <translation>Wetread ne dessine pas les objets de cette classe.</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>Wetread's service ended</source>
            <translation>Le service de Wetread s’est arrêté</translation>
        </message>
        <message>
            <location filename="../state/archives.py" />
            <source>Wetread's service ended. Test again.</source>
            <translation>Le service de Wetread s’est arrêté. Relancez le test.</translation>
        </message>
        <message>
            <location filename="../dialogs/save_as.py" />
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>What a file holds decides, not its name; what is no DICOM in a folder is counted and left out.</source>
            <translation>C’est le contenu d’un fichier qui compte, pas son nom ; ce qui n’est pas du DICOM dans un dossier est compté et laissé de côté.</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>What is missing, and why</source>
            <translation>Ce qui manque, et pourquoi</translation>
        </message>
        <message>
            <location filename="../documents/segmentation.py" />
            <source>What it is</source>
            <translation>Nature</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>What it must be</source>
            <translation>Ce que cela doit être</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>What went wrong stands below.</source>
            <translation>Le problème est indiqué en bas.</translation>
        </message>
        <message>
            <location filename="../dialogs/nodes.py" />
            <source>What you typed has not been saved.</source>
            <translation>Les modifications ne sont pas enregistrées.</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Wheel</source>
            <translation>Molette</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>When what was imported is shown</source>
            <translation>Quand afficher ce qui est importé</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Window and level</source>
            <translation>Fenêtrage</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Window of a region</source>
            <translation>Fenêtrage d’une région</translation>
        </message>
        <message>
            <location filename="../actions/windows.py" />
            <source>Window of the file</source>
            <translation>Fenêtrage du fichier</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Winter</source>
            <translation>Hiver</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>With &amp;annotations and drawings</source>
            <translation>Avec &amp;annotations et dessins</translation>
        </message>
        <message>
            <location filename="../files/writing.py" />
            <source>Writing has broken off: a decoder has failed on one of the images.</source>
            <translation>L’écriture s’est interrompue : un décodeur a échoué sur l’une des images.</translation>
        </message>
        <message>
            <location filename="../query/form.py" />
            <source>YYYY-MM-DD</source>
            <translation>AAAA-MM-JJ</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>Yesterday</source>
            <translation>Hier</translation>
        </message>
        <message>
            <location filename="../dialogs/imports.py" />
            <source>ZIP archives (*.zip);;All files (*)</source>
            <translation>Archives ZIP (*.zip);;Tous les fichiers (*)</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom</source>
            <translation>Zoomer</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>Zoom at the pointer</source>
            <translation>Zoomer au pointeur</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom in</source>
            <translation>Agrandir</translation>
        </message>
        <message>
            <location filename="../actions/__init__.py" />
            <source>Zoom out</source>
            <translation>Réduire</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>Zoom {magnification:.0%}</source>
            <translation>Zoom {magnification:.0%}</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>a file</source>
            <translation>un fichier</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>a frame of {height} × {width} pixels is too large</source>
            <translation>une image de {height} × {width} pixels est trop grande</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>a frame of {rows} × {columns} pixels is too large</source>
            <translation>une image de {rows} × {columns} pixels est trop grande</translation>
        </message>
        <message>
            <location filename="../state/store.py" />
            <source>a patient without a name</source>
            <translation>un patient sans nom</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>a picture of {width} × {height} pixels</source>
            <translation>une image de {width} × {height} pixels</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>a segment holds {there} of {count} bits</source>
            <translation>un segment contient {there} bits sur {count}</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>a segment holds {there} of {count} bytes</source>
            <translation>un segment contient {there} octets sur {count}</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>above</source>
            <translation>au-dessus de</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <source>accession {number}</source>
            <translation>n° d’accession {number}</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>acquisition time</source>
            <translation>heure d’acquisition</translation>
        </message>
        <message>
            <location filename="../views/drops.py" />
            <source>addresses that begin with {schemes}</source>
            <translation>les adresses qui commencent par {schemes}</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>at most 16 characters</source>
            <translation>16 caractères au plus</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>at most {most} pixels a side</source>
            <translation>au plus {most} pixels de côté</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>audio</source>
            <translation>audio</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>b-value</source>
            <translation>valeur b</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>below</source>
            <translation>au-dessous de</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>coming</source>
            <translation>en cours</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>comma</source>
            <translation>virgule</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>content time</source>
            <translation>heure du contenu</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>coronal</source>
            <translation>coronal</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>dimensions</source>
            <translation>dimensions</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>does not work</source>
            <translation>ne fonctionne pas</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>encapsulated document</source>
            <translation>document encapsulé</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>equals</source>
            <translation>égal</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>failed</source>
            <translation>échec</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>flip angle</source>
            <translation>angle de bascule</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>flipped</source>
            <translation>en miroir</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>frame</source>
            <translation>image</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>frame number</source>
            <translation>numéro d’image</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>frames</source>
            <translation>images</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>full stop</source>
            <translation>point</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>https://…, only to fetch by WADO-URI</source>
            <translation>https://…, pour WADO-URI seulement</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>id in the policy; empty: this server's</source>
            <translation>id dans la politique ; vide : celui du serveur</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>image {number}</source>
            <translation>image {number}</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>in fragments</source>
            <translation>en fragments</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>in part</source>
            <translation>en partie</translation>
        </message>
        <message>
            <location filename="../pixels/header.py" />
            <source>inflated it is larger than {size} MiB</source>
            <translation>décompressé, il dépasse {size} Mio</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>instance number</source>
            <translation>numéro d’instance</translation>
        </message>
        <message>
            <location filename="../views/corners.py" />
            <source>inverted</source>
            <translation>inversé</translation>
        </message>
        <message>
            <location filename="../actions/row.py" />
            <source>it has colours</source>
            <translation>elle est en couleurs</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>it has more than {count} million pixels</source>
            <translation>elle a plus de {count} millions de pixels</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>it has no rows and columns, so it is no picture</source>
            <translation>ni lignes ni colonnes : ce n’est pas une image</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>it has no samples, or too many</source>
            <translation>aucun échantillon, ou trop</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>it has no sampling frequency or no channels</source>
            <translation>pas de fréquence d’échantillonnage ou pas de canaux</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>it holds no grey values</source>
            <translation>elle ne contient pas de valeurs de gris</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>it holds no pixel data</source>
            <translation>elle ne contient pas de données de pixels</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>it holds no video</source>
            <translation>il ne contient pas de vidéo</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <location filename="../files/pictures.py" />
            <source>it is damaged ({error})</source>
            <translation>endommagé ({error})</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>it is nested too deeply</source>
            <translation>imbrication trop profonde</translation>
        </message>
        <message>
            <location filename="../views/output.py" />
            <source>it is no DICOM image, or has not come yet</source>
            <translation>ce n’est pas une image DICOM, ou elle n’est pas encore arrivée</translation>
        </message>
        <message>
            <location filename="../files/pictures.py" />
            <source>it is none of {formats}, or damaged</source>
            <translation>ni {formats}, ou endommagé</translation>
        </message>
        <message>
            <location filename="../actions/output.py" />
            <location filename="../actions/row.py" />
            <source>it is still being read</source>
            <translation>lecture en cours</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>its file is gone</source>
            <translation>le fichier n’existe plus</translation>
        </message>
        <message>
            <location filename="../actions/image.py" />
            <source>its file says no pixel spacing</source>
            <translation>son fichier n’indique pas l’espacement des pixels</translation>
        </message>
        <message>
            <location filename="../tools/gestures.py" />
            <source>its image has no position</source>
            <translation>son image n’a pas de position</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>its pixels of {samples} samples with {allocated} bits each are not supported</source>
            <translation>ses pixels de {samples} échantillons de {allocated} bits chacun ne sont pas pris en charge</translation>
        </message>
        <message>
            <location filename="../pixels/description.py" />
            <source>its pixels stand for colours, and their palette is missing or damaged</source>
            <translation>ses pixels désignent des couleurs, dont la palette manque ou est endommagée</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>its samples are missing, or of a kind that is not supported</source>
            <translation>ses échantillons manquent, ou sont d’un type non pris en charge</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video cannot be read ({error})</source>
            <translation>sa vidéo ne peut pas être lue ({error})</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video is damaged ({error})</source>
            <translation>sa vidéo est endommagée ({error})</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>its video is missing</source>
            <translation>sa vidéo manque</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>key object selection</source>
            <translation>sélection d’objets clés</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>minus</source>
            <translation>moins</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>name of one of our own; empty: the first</source>
            <translation>nom de l’un des nôtres ; vide : le premier</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>no application is known for it</source>
            <translation>aucune application connue pour cela</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>no date</source>
            <translation>sans date</translation>
        </message>
        <message>
            <location filename="../actions/view.py" />
            <source>no image is open</source>
            <translation>aucune image n’est ouverte</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>no limit</source>
            <translation>sans limite</translation>
        </message>
        <message>
            <location filename="../documents/encapsulated.py" />
            <source>no type</source>
            <translation>sans type</translation>
        </message>
        <message>
            <location filename="../documents/report.py" />
            <source>no value</source>
            <translation>sans valeur</translation>
        </message>
        <message>
            <location filename="../documents/coded.py" />
            <location filename="../state/listing.py" />
            <location filename="../views/attachments_button.py" />
            <location filename="../views/corners.py" />
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>not loaded</source>
            <translation>non chargé</translation>
        </message>
        <message>
            <location filename="../model/scale.py" />
            <source>not within one ultrasound region</source>
            <translation>pas dans une seule région échographique</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>notch {notch:g} Hz</source>
            <translation>réjection {notch:g} Hz</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>nothing</source>
            <translation>rien</translation>
        </message>
        <message>
            <location filename="../actions/measure.py" />
            <source>nothing is measured</source>
            <translation>rien n’est mesuré</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>object</source>
            <translation>objet</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>oblique</source>
            <translation>oblique</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>open</source>
            <translation>ouvert</translation>
        </message>
        <message>
            <location filename="../views/readout.py" />
            <source>padding</source>
            <translation>remplissage</translation>
        </message>
        <message>
            <location filename="../dialogs/shortcuts.py" />
            <source>plus</source>
            <translation>plus</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>position</source>
            <translation>position</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>position in the stack</source>
            <translation>position dans la pile</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>presentation state</source>
            <translation>état de présentation</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>radiotherapy object</source>
            <translation>objet de radiothérapie</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>report</source>
            <translation>compte rendu</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>segmentation</source>
            <translation>segmentation</translation>
        </message>
        <message>
            <location filename="../state/navigation.py" />
            <source>series {number}</source>
            <translation>série {number}</translation>
        </message>
        <message>
            <location filename="../model/order.py" />
            <source>slice location</source>
            <translation>position de coupe</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>stored values</source>
            <translation>valeurs stockées</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>structure set</source>
            <translation>ensemble de structures</translation>
        </message>
        <message>
            <location filename="../query/dialog.py" />
            <source>studies</source>
            <translation>examens</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg2000.py" />
            <source>the JPEG 2000 stream has no header</source>
            <translation>le flux JPEG 2000 n’a pas d’en-tête</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpegxl.py" />
            <source>the JPEG XL stream has no header</source>
            <translation>le flux JPEG XL n’a pas d’en-tête</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg.py" />
            <source>the JPEG stream has no frame header</source>
            <translation>le flux JPEG n’a pas d’en-tête d’image</translation>
        </message>
        <message>
            <location filename="../pixels/streams/jpeg.py" />
            <source>the JPEG stream is damaged before its frame header</source>
            <translation>le flux JPEG est endommagé avant son en-tête d’image</translation>
        </message>
        <message>
            <location filename="../pixels/streams/packed.py" />
            <source>the RLE header of {count} segments is damaged; {expected} are due</source>
            <translation>l’en-tête RLE de {count} segments est endommagé ; {expected} sont attendus</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>the file has {count}</source>
            <translation>le fichier en a {count}</translation>
        </message>
        <message>
            <location filename="../pixels/native.py" />
            <source>the file holds {there} of the {length} bytes of this frame</source>
            <translation>le fichier contient {there} des {length} octets de cette image</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>the stream says {stream}, the header {header}</source>
            <translation>le flux indique {stream}, l’en-tête {header}</translation>
        </message>
        <message>
            <location filename="../pixels/video.py" />
            <source>the video has no frame {number}</source>
            <translation>la vidéo n’a pas d’image {number}</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>there is no private folder yet</source>
            <translation>il n’y a pas encore de dossier privé</translation>
        </message>
        <message>
            <location filename="../actions/tools.py" />
            <source>there is none of that name</source>
            <translation>il n’y en a pas de ce nom</translation>
        </message>
        <message>
            <location filename="../pixels/codecs.py" />
            <source>this version has no decoder for it</source>
            <translation>cette version n’a pas de décodeur pour cela</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <source>tilt</source>
            <translation>inclinaison</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>transfer syntax {uid}</source>
            <translation>syntaxe de transfert {uid}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>video</source>
            <translation>vidéo</translation>
        </message>
        <message>
            <location filename="../app.py" />
            <source>view {view} of {views}</source>
            <translation>vue {view} sur {views}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>waveform</source>
            <translation>tracé</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>what archives call this computer</source>
            <translation>nom de cet ordinateur pour les archives</translation>
        </message>
        <message>
            <location filename="../dialogs/node_form.py" />
            <source>what you call it</source>
            <translation>le nom que vous lui donnez</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>without UID</source>
            <translation>sans UID</translation>
        </message>
        <message>
            <location filename="../dialogs/findings.py" />
            <source>works</source>
            <translation>fonctionne</translation>
        </message>
        <message>
            <location filename="../documents/audio.py" />
            <source>{channels}, {rate:g} samples per second, {bits} bits</source>
            <translation>{channels}, {rate:g} échantillons par seconde, {bits} bits</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} audios</source>
            <translation>{count} audios</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} channel</source>
            <translation>{count} canal</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} channels</source>
            <translation>{count} canaux</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} encapsulated documents</source>
            <translation>{count} documents encapsulés</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{count} failed</source>
            <translation>{count} en échec</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} file</source>
            <translation>{count} fichier</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} files</source>
            <translation>{count} fichiers</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} frame</source>
            <translation>{count} image</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} frames</source>
            <translation>{count} images</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} image</source>
            <translation>{count} image</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} image lies where another one does</source>
            <translation>{count} image est placée là où une autre se trouve</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../names.py" />
            <source>{count} images</source>
            <translation>{count} images</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} images lie where another one does</source>
            <translation>{count} images sont placées là où une autre se trouve</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} item</source>
            <translation>{count} élément</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} items</source>
            <translation>{count} éléments</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} key object selections</source>
            <translation>{count} sélections d’objets clés</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <location filename="../state/listing.py" />
            <source>{count} missing</source>
            <translation>{count} manquant(s)</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} objects</source>
            <translation>{count} objets</translation>
        </message>
        <message>
            <location filename="../model/measurements.py" />
            <source>{count} of {whole} pixels, padding left out</source>
            <translation>{count} pixels sur {whole}, sans le remplissage</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} patient</source>
            <translation>{count} patient</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} patients</source>
            <translation>{count} patients</translation>
        </message>
        <message>
            <location filename="../dialogs/histogram.py" />
            <source>{count} pixels, from {minimum} to {maximum} {unit}, mean {mean}, standard deviation {sd}</source>
            <translation>{count} pixels, de {minimum} à {maximum} {unit}, moyenne {mean}, écart-type {sd}</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} point</source>
            <translation>{count} point</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} points</source>
            <translation>{count} points</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} presentation states</source>
            <translation>{count} états de présentation</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} radiotherapy objects</source>
            <translation>{count} objets de radiothérapie</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} reports</source>
            <translation>{count} comptes rendus</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} row</source>
            <translation>{count} ligne</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} rows</source>
            <translation>{count} lignes</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} segmentations</source>
            <translation>{count} segmentations</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} series</source>
            <translation>{count} séries</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slice missing between images {first} and {last}</source>
            <translation>{count} coupe manque entre les images {first} et {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slice missing between {first} and {last}</source>
            <translation>{count} coupe manque entre {first} et {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slices missing between images {first} and {last}</source>
            <translation>{count} coupes manquent entre les images {first} et {last}</translation>
        </message>
        <message>
            <location filename="../model/gaps.py" />
            <source>{count} slices missing between {first} and {last}</source>
            <translation>{count} coupes manquent entre {first} et {last}</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} structure sets</source>
            <translation>{count} ensembles de structures</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} studies</source>
            <translation>{count} examens</translation>
        </message>
        <message>
            <location filename="../names.py" />
            <source>{count} study</source>
            <translation>{count} examen</translation>
        </message>
        <message>
            <location filename="../dialogs/failures.py" />
            <source>{count} things went wrong</source>
            <translation>{count} problèmes sont survenus</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} videos</source>
            <translation>{count} vidéos</translation>
        </message>
        <message>
            <location filename="../documents/families.py" />
            <source>{count} waveforms</source>
            <translation>{count} tracés</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../query/tree.py" />
            <source>{images} in {series} series</source>
            <translation>{images} dans {series} séries</translation>
        </message>
        <message>
            <location filename="../model/search.py" />
            <source>{keyword} holds a backslash</source>
            <translation>{keyword} contient une barre oblique inverse</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{label} cannot be drawn: {error}.</source>
            <translation>{label} ne peut pas être dessiné : {error}.</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{label}: {seconds:.1f} s, {frequency:g} samples per second</source>
            <translation>{label} : {seconds:.1f} s, {frequency:g} échantillons par seconde</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{length} bytes</source>
            <translation>{length} octets</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>{missing} of {size} bytes are missing: the lower part of the image has not come</source>
            <translation>{missing} octets sur {size} manquent : le bas de l’image n’est pas arrivé</translation>
        </message>
        <message>
            <location filename="../query/saved.py" />
            <source>{name} is there already. Choose another name.</source>
            <translation>{name} existe déjà. Choisissez un autre nom.</translation>
        </message>
        <message>
            <location filename="../model/splitting.py" />
            <location filename="../views/message_bar.py" />
            <source>{number} of {count}</source>
            <translation>{number} sur {count}</translation>
        </message>
        <message>
            <location filename="../files/external.py" />
            <source>{opener} is missing</source>
            <translation>{opener} est absent</translation>
        </message>
        <message>
            <location filename="../state/listing.py" />
            <source>{phases} images at each position</source>
            <translation>{phases} images à chaque position</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../model/progress.py" />
            <source>{received} of {expected}</source>
            <translation>{received} sur {expected}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images</source>
            <translation>{received} images sur {expected}</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images so far</source>
            <translation>{received} images sur {expected} pour l’instant</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} images, with errors</source>
            <translation>{received} images sur {expected}, avec des erreurs</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{received} of {expected} so far</source>
            <translation>{received} sur {expected} pour l’instant</translation>
        </message>
        <message>
            <location filename="../documents/waveform.py" />
            <source>{sample:g} samples</source>
            <translation>{sample:g} échantillons</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <location filename="../query/tree.py" />
            <source>{series} of {count:.0f} series</source>
            <translation>{series} séries sur {count:.0f}</translation>
        </message>
        <message>
            <location filename="../model/found.py" />
            <source>{series} series</source>
            <translation>{series} séries</translation>
        </message>
        <message>
            <location filename="../tags/window.py" />
            <source>{shown} of {all}</source>
            <translation>{shown} sur {all}</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{shown} … ({count} bytes)</source>
            <translation>{shown} … ({count} octets)</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>{size} pixels</source>
            <translation>{size} pixels</translation>
        </message>
        <message>
            <location filename="../pixels/streams/size.py" />
            <source>{size} × {count} samples</source>
            <translation>{size} × {count} échantillons</translation>
        </message>
        <message>
            <location filename="../tags/reading.py" />
            <source>{text} … ({count} characters)</source>
            <translation>{text} … ({count} caractères)</translation>
        </message>
        <message>
            <location filename="../model/progress.py" />
            <source>{time} left</source>
            <translation>reste {time}</translation>
        </message>
        <message>
            <location filename="../tags/model.py" />
            <source>{value}; that of this frame is shown</source>
            <translation>{value} ; celle de cette image est affichée</translation>
        </message>
        <message>
            <location filename="../query/outcome.py" />
            <source>{what} so far</source>
            <translation>{what} jusqu’ici</translation>
        </message>
        <message>
            <location filename="../documents/readers.py" />
            <source>{why} Its attributes are listed in the tags window.</source>
            <translation>{why} Ses attributs figurent dans la fenêtre des attributs DICOM.</translation>
        </message>
        <message>
            <location filename="../pixels/decode.py" />
            <source>{why}; {syntax_name}, instance {uid}</source>
            <translation>{why} ; {syntax_name}, instance {uid}</translation>
        </message>
        <message>
            <location filename="../dialogs/save_image.py" />
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} pixels</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>▶ {rate:.3g} images/s</source>
            <translation>▶ {rate:.3g} images/s</translation>
        </message>
        <message>
            <location filename="../views/image_view.py" />
            <source>★ Key image</source>
            <translation>★ Image clé</translation>
        </message>
    </context>
</TS>

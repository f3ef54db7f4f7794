<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('HU HU', 'Hungarian', 'Magyar', array(
	'ItopTawk:Open' => 'Csevegjen velünk',
	'ItopTawk:Opening' => 'A csevegés megnyitása…',
	'ItopTawk:Unreachable' => 'A csevegés jelenleg nem érhető el.',
	'ItopTawk:Away' => 'Jelenleg nincs itt senki.',
	'ItopTawk:Retry' => 'Próbálja újra',
	'ItopTawk:Close' => 'Bezárás',
	'ItopTawk:Consent' => 'A csevegést a tawk.to biztosítja. Indításakor a tawk.to megkapja: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'A csevegést a tawk.to biztosítja. Az Ön nevét és e-mail-címét nem küldjük el.',
	'ItopTawk:ConsentRequestTitle' => 'annak a kérelemnek a címét, amelyről cseveg',
	'ItopTawk:Start' => 'Indítás',
	'ItopTawk:Cancel' => 'Mégse',
	'ItopTawk:ChatAbout' => 'Csevegés erről a kérelemről',
	'ItopTawk:Panel:Title' => 'Segítség',
	'ItopTawk:Panel:There' => 'Most van itt valaki',
	'ItopTawk:Panel:Away' => 'Jelenleg nincs itt senki',
	'ItopTawk:Panel:Yours' => 'Az Ön kérelmei',
	'ItopTawk:Panel:About' => 'Csevegés erről: %1$s',
	'ItopTawk:Panel:Open' => '%1$s megnyitása',
	'ItopTawk:Panel:Fresh' => 'Új válasz',
	'ItopTawk:Panel:Changed' => 'Módosítva: %1$s',
	'ItopTawk:Panel:Search' => 'Keresés a válaszok között',
	'ItopTawk:Panel:Nothing' => 'Nincs találat',
	'Class:TawkChatTopic' => 'Csevegés témája',
	'Class:TawkChatTopic+' => 'Miről cseveg egy felhasználó és mióta; a híd ebből találja meg a csevegés jegyét',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'A jegy csevegésből érkezett',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to hiv.',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'A jegy száma a tawk.to-ban',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to azonosító',
	'Class:UserRequest/Attribute:tawkto_id+' => 'A jegy vagy a csevegés azonosítója a tawk.to-ban; a híd erről találja meg újra a jegyet',
));

<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('TR TR', 'Turkish', 'Türkçe', array(
	'ItopTawk:Open' => 'Bizimle sohbet edin',
	'ItopTawk:Opening' => 'Sohbet açılıyor…',
	'ItopTawk:Unreachable' => 'Sohbete şu anda ulaşılamıyor.',
	'ItopTawk:Retry' => 'Yeniden dene',
	'ItopTawk:Close' => 'Kapat',
	'ItopTawk:Consent' => 'Sohbet tawk.to tarafından sağlanır. Başlattığınızda tawk.to şunları alır: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Sohbet tawk.to tarafından sağlanır. Adınız ve e-posta adresiniz gönderilmez.',
	'ItopTawk:Start' => 'Başlat',
	'ItopTawk:Cancel' => 'İptal',
));

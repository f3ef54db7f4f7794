<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('TR TR', 'Turkish', 'Türkçe', array(
	'ItopTawk:Open' => 'Bizimle sohbet edin',
	'ItopTawk:Opening' => 'Sohbet açılıyor…',
	'ItopTawk:Unreachable' => 'Sohbete şu anda ulaşılamıyor.',
	'ItopTawk:Away' => 'Şu anda hizmet masasında kimse yok.',
	'ItopTawk:Retry' => 'Yeniden dene',
	'ItopTawk:Close' => 'Kapat',
	'ItopTawk:Consent' => 'Sohbet tawk.to tarafından sağlanır. Başlattığınızda tawk.to şunları alır: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Sohbet tawk.to tarafından sağlanır. Adınız ve e-posta adresiniz gönderilmez.',
	'ItopTawk:ConsentRequestTitle' => 'hakkında sohbet ettiğiniz talebin başlığı',
	'ItopTawk:Start' => 'Başlat',
	'ItopTawk:Cancel' => 'İptal',
	'ItopTawk:ChatAbout' => 'Bu talep hakkında sohbet et',
	'ItopTawk:Panel:Title' => 'Yardım',
	'ItopTawk:Panel:There' => 'Şu anda biri var',
	'ItopTawk:Panel:Away' => 'Şu anda kimse yok',
	'ItopTawk:Panel:Yours' => 'Talepleriniz',
	'ItopTawk:Panel:About' => '%1$s hakkında sohbet et',
	'ItopTawk:Panel:Open' => '%1$s talebini aç',
	'ItopTawk:Panel:Fresh' => 'Yeni yanıt',
	'ItopTawk:Panel:Changed' => 'Değiştirildi: %1$s',
	'ItopTawk:Panel:Search' => 'Yanıtlarda ara',
	'ItopTawk:Panel:Nothing' => 'Yanıt bulunamadı',
	'Class:TawkChatTopic' => 'Sohbet konusu',
	'Class:TawkChatTopic+' => 'Bir kullanıcının ne hakkında ve ne zamandan beri sohbet ettiği; köprü sohbetin kaydını buradan bulur',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Sohbet',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Kayıt sohbetten geldi',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to no',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Kaydın tawk.to içindeki numarası',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to kimliği',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Kaydın veya sohbetin tawk.to içindeki kimliği; köprü kaydı bununla yeniden bulur',
));

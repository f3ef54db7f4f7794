<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('FR FR', 'French', 'Français', array(
	'ItopTawk:Open' => 'Discuter avec nous',
	'ItopTawk:Opening' => 'Ouverture de la discussion…',
	'ItopTawk:Unreachable' => 'La discussion est injoignable pour le moment.',
	'ItopTawk:Away' => 'Personne n’est disponible pour le moment.',
	'ItopTawk:Retry' => 'Réessayer',
	'ItopTawk:Close' => 'Fermer',
	'ItopTawk:Consent' => 'La discussion est fournie par tawk.to. Si vous la démarrez, tawk.to reçoit : %1$s.',
	'ItopTawk:ConsentAnonymous' => 'La discussion est fournie par tawk.to. Votre nom et votre adresse e-mail ne sont pas transmis.',
	'ItopTawk:ConsentRequestTitle' => 'le titre de la demande dont vous discutez',
	'ItopTawk:Start' => 'Démarrer',
	'ItopTawk:Cancel' => 'Annuler',
	'ItopTawk:ChatAbout' => 'Discuter de cette demande',
	'ItopTawk:Panel:Title' => 'Aide',
	'ItopTawk:Panel:There' => 'Quelqu’un est disponible',
	'ItopTawk:Panel:Away' => 'Personne n’est disponible pour le moment',
	'ItopTawk:Panel:Yours' => 'Vos demandes',
	'ItopTawk:Panel:About' => 'Discuter de %1$s',
	'ItopTawk:Panel:Open' => 'Ouvrir %1$s',
	'ItopTawk:Panel:Fresh' => 'Nouvelle réponse',
	'ItopTawk:Panel:Changed' => 'Modifié : %1$s',
	'ItopTawk:Panel:Search' => 'Chercher dans les réponses',
	'ItopTawk:Panel:Nothing' => 'Aucune réponse trouvée',
	'Class:TawkChatTopic' => 'Sujet d’une discussion',
	'Class:TawkChatTopic+' => 'Ce dont un utilisateur discute, et depuis quand ; la passerelle y retrouve le ticket d’une discussion',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Le ticket est arrivé par chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Réf. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Numéro du ticket dans tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifiant du ticket ou de la discussion dans tawk.to ; la passerelle retrouve le ticket grâce à lui',
));

<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('EN US', 'English', 'English', array(
	'ItopTawk:Open' => 'Chat with us',
	'ItopTawk:Opening' => 'Opening the chat…',
	'ItopTawk:Unreachable' => 'The chat cannot be reached right now.',
	'ItopTawk:Away' => 'Nobody is here right now.',
	'ItopTawk:Retry' => 'Try again',
	'ItopTawk:Close' => 'Close',
	'ItopTawk:Consent' => 'The chat is provided by tawk.to. When you start it, tawk.to receives: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'The chat is provided by tawk.to. Your name and e-mail address are not sent.',
	'ItopTawk:ConsentRequestTitle' => 'the title of the request that you chat about',
	'ItopTawk:Start' => 'Start',
	'ItopTawk:Cancel' => 'Cancel',
	'ItopTawk:ChatAbout' => 'Chat about this request',
	'ItopTawk:Panel:Title' => 'Help',
	'ItopTawk:Panel:There' => 'Somebody is there now',
	'ItopTawk:Panel:Away' => 'Nobody is there at the moment',
	'ItopTawk:Panel:Yours' => 'Your requests',
	'ItopTawk:Panel:About' => 'Chat about %1$s',
	'ItopTawk:Panel:Open' => 'Open %1$s',
	'ItopTawk:Panel:Fresh' => 'New answer',
	'ItopTawk:Panel:Changed' => 'Changed %1$s',
	'ItopTawk:Panel:Search' => 'Search the answers',
	'ItopTawk:Panel:Nothing' => 'No answer found',
	'Class:TawkChatTopic' => 'Topic of a chat',
	'Class:TawkChatTopic+' => 'What a user chats about, and since when; the bridge finds the ticket of a chat by it',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'The ticket came in by chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to ref.',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Number of the ticket in tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to ID',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifier of the ticket or chat in tawk.to; the bridge finds the ticket again by it',
));

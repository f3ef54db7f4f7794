<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('JA JP', 'Japanese', '日本語', array(
	'ItopTawk:Open' => 'チャットで問い合わせる',
	'ItopTawk:Opening' => 'チャットを開いています…',
	'ItopTawk:Unreachable' => '現在、チャットに接続できません。',
	'ItopTawk:Away' => '現在、担当者がいません。',
	'ItopTawk:Retry' => '再試行',
	'ItopTawk:Close' => '閉じる',
	'ItopTawk:Consent' => 'このチャットは tawk.to が提供しています。開始すると、次の情報が tawk.to に送信されます: %1$s',
	'ItopTawk:ConsentAnonymous' => 'このチャットは tawk.to が提供しています。お名前とメールアドレスは送信されません。',
	'ItopTawk:ConsentRequestTitle' => 'チャットの対象となるリクエストのタイトル',
	'ItopTawk:Start' => '開始',
	'ItopTawk:Cancel' => 'キャンセル',
	'ItopTawk:ChatAbout' => 'このリクエストについてチャットする',
	'ItopTawk:Panel:Title' => 'ヘルプ',
	'ItopTawk:Panel:There' => '現在、担当者がいます',
	'ItopTawk:Panel:Away' => '現在、担当者がいません',
	'ItopTawk:Panel:Yours' => 'あなたのリクエスト',
	'ItopTawk:Panel:About' => '%1$s についてチャットする',
	'ItopTawk:Panel:Open' => '%1$s を開く',
	'ItopTawk:Panel:Fresh' => '新しい回答',
	'ItopTawk:Panel:Changed' => '更新: %1$s',
	'ItopTawk:Panel:Search' => '回答を検索',
	'ItopTawk:Panel:Nothing' => '回答が見つかりません',
	'Class:TawkChatTopic' => 'チャットの話題',
	'Class:TawkChatTopic+' => 'ユーザーが何について、いつからチャットしているか。ブリッジはこれによりチャットのチケットを見つけます',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'チャット',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'チャットから作成されたチケット',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to 番号',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'tawk.to でのチケット番号',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to ID',
	'Class:UserRequest/Attribute:tawkto_id+' => 'tawk.to でのチケットまたはチャットの識別子。ブリッジはこれでチケットを再び見つけます',
));

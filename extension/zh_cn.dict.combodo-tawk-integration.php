<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('ZH CN', 'Chinese', '简体中文', array(
	'ItopTawk:Open' => '与我们聊天',
	'ItopTawk:Opening' => '正在打开聊天…',
	'ItopTawk:Unreachable' => '目前无法连接聊天服务。',
	'ItopTawk:Away' => '目前无人在线。',
	'ItopTawk:Retry' => '重试',
	'ItopTawk:Close' => '关闭',
	'ItopTawk:Consent' => '聊天服务由 tawk.to 提供。开始聊天后，tawk.to 将收到：%1$s。',
	'ItopTawk:ConsentAnonymous' => '聊天服务由 tawk.to 提供。您的姓名和电子邮件地址不会被发送。',
	'ItopTawk:ConsentRequestTitle' => '您聊天所涉及的请求的标题',
	'ItopTawk:Start' => '开始',
	'ItopTawk:Cancel' => '取消',
	'ItopTawk:ChatAbout' => '就此请求聊天',
	'ItopTawk:Panel:Title' => '帮助',
	'ItopTawk:Panel:There' => '现在有人在线',
	'ItopTawk:Panel:Away' => '目前无人在线',
	'ItopTawk:Panel:Yours' => '您的请求',
	'ItopTawk:Panel:About' => '就 %1$s 聊天',
	'ItopTawk:Panel:Open' => '打开 %1$s',
	'ItopTawk:Panel:Fresh' => '新回复',
	'ItopTawk:Panel:Changed' => '更新于 %1$s',
	'ItopTawk:Panel:Search' => '搜索答案',
	'ItopTawk:Panel:Nothing' => '未找到答案',
	'Class:TawkChatTopic' => '聊天主题',
	'Class:TawkChatTopic+' => '用户就什么聊天、从何时开始；桥接程序据此找到聊天的工单',
	'Class:UserRequest/Attribute:origin/Value:chat' => '聊天工具',
	'Class:UserRequest/Attribute:origin/Value:chat+' => '工单来自聊天',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to 编号',
	'Class:UserRequest/Attribute:tawkto_ref+' => '工单在 tawk.to 中的编号',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to ID',
	'Class:UserRequest/Attribute:tawkto_id+' => '工单或聊天在 tawk.to 中的标识；桥接程序据此再次找到工单',
));

<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('PT BR', 'Brazilian', 'Brazilian', array(
	'ItopTawk:Open' => 'Converse conosco',
	'ItopTawk:Opening' => 'Abrindo o chat…',
	'ItopTawk:Unreachable' => 'Não é possível acessar o chat no momento.',
	'ItopTawk:Away' => 'No momento não há ninguém disponível.',
	'ItopTawk:Retry' => 'Tentar novamente',
	'ItopTawk:Close' => 'Fechar',
	'ItopTawk:Consent' => 'O chat é fornecido pela tawk.to. Ao iniciá-lo, a tawk.to recebe: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'O chat é fornecido pela tawk.to. Seu nome e seu e-mail não são enviados.',
	'ItopTawk:ConsentRequestTitle' => 'o título da solicitação sobre a qual você conversa',
	'ItopTawk:Start' => 'Iniciar',
	'ItopTawk:Cancel' => 'Cancelar',
	'ItopTawk:ChatAbout' => 'Conversar sobre esta solicitação',
	'ItopTawk:Panel:Title' => 'Ajuda',
	'ItopTawk:Panel:There' => 'Há alguém disponível agora',
	'ItopTawk:Panel:Away' => 'No momento não há ninguém disponível',
	'ItopTawk:Panel:Yours' => 'Suas solicitações',
	'ItopTawk:Panel:About' => 'Conversar sobre %1$s',
	'ItopTawk:Panel:Open' => 'Abrir %1$s',
	'ItopTawk:Panel:Fresh' => 'Nova resposta',
	'ItopTawk:Panel:Changed' => 'Alterado: %1$s',
	'ItopTawk:Panel:Search' => 'Pesquisar nas respostas',
	'ItopTawk:Panel:Nothing' => 'Nenhuma resposta encontrada',
	'Class:TawkChatTopic' => 'Assunto de um chat',
	'Class:TawkChatTopic+' => 'Sobre o que um usuário conversa, e desde quando; com isso a ponte encontra o ticket de um chat',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'O ticket chegou por chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Ref. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Número do ticket no tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID do tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identificador do ticket ou do chat no tawk.to; por ele a ponte reencontra o ticket',
));

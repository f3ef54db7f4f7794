<?php
namespace ItopTawk\Chats\Hook;

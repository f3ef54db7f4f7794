<?php
// What pages of modules include to have the datamodel: here run.php has loaded everything.

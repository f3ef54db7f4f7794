<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use RuntimeException;

/**
 * A setting, or a part of one, that cannot be used. The message says what was expected, never the value.
 */
class SettingError extends RuntimeException
{
}

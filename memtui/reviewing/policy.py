"""
The review policy of this account: the file that `config.toml` names, checked in words.
"""

from pathlib import Path

from core.dreams.reviewing.policy import NO_POLICY, Policy, policy_of
from core.errors import InvalidRequest
from memtui.settings.config import Config
from memtui.settings.config_file import ConfigError


def load_policy(config: Config) -> Policy:
    """
    The written policy; without one every change needs a person.

    Raises:
        ConfigError: The file that is named cannot be read, or does not say a policy.
    """
    if config.policy.value is None:
        return NO_POLICY
    # Imported here: most accounts have no policy.
    import tomllib

    path = Path(config.policy.value)
    try:
        return policy_of(tomllib.loads(path.read_bytes().decode()))
    except OSError as error:
        raise ConfigError(f"The policy {path} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise ConfigError(f"The policy {path} is not valid TOML: {error}.") from None
    except InvalidRequest as error:
        raise ConfigError(f"The policy {path} cannot be used: {error}") from None

# Sourced by deploy/run and deploy/test: the .NET SDK is there, and Debian packages are installed if something lacks.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1                 # no build process stays behind
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1   # neither product nor build needs ICU, and without it the SDK would abort
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1        # the browser is Debian's
export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-${HOME:-/tmp}}"

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null || give_up "The .NET 10 SDK is missing. Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
  (cd "$root" && dotnet --version >/dev/null 2>&1) ||
    give_up "This needs the .NET 10 SDK; here are: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
}

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }
has_fonts() { compgen -G '/usr/share/fonts/truetype/*/*.ttf' >/dev/null; }

# Runs a command as root: directly, or by sudo, which may ask for the password only where somebody can answer.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

# need_packages <package> …: installs them with apt-get, and says so; refuses with the line to type where that cannot be.
need_packages() {
  [ $# -gt 0 ] || return 0
  local by_hand="Install by hand: apt-get install $*"
  command -v apt-get >/dev/null || give_up "Missing: $*, and there is no apt-get here. Install what these Debian packages hold, then run this again."
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || give_up "Missing: $*; we are not root, and there is no sudo. $by_hand"
  as_root true 2>/dev/null || give_up "Missing: $*; we are not root, and sudo does not let us. $by_hand"

  say "Installing Debian packages: $*"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120)
  as_root "${apt[@]}" update >/dev/null || say "apt-get update failed; trying with what is known."
  case " $* " in *" postgresql "*) without_cluster "${apt[@]}" ;; esac
  case " $* " in *" nginx-light "*) without_service nginx ;; esac
  case " $* " in *" prometheus "*) without_service prometheus ;; esac
  case " $* " in *" prometheus-alertmanager "*) without_service prometheus-alertmanager ;; esac
  as_root "${apt[@]}" install --no-install-recommends "$@" >/dev/null || give_up "apt-get could not install them. $by_hand"
}

# Debian's package starts a server on port 5432, which nobody here needs: it is told not to, only for this installation.
without_cluster() {
  local conf=/etc/postgresql-common/createcluster.conf
  [ -e "$conf" ] && return 0
  as_root "$@" install --no-install-recommends postgresql-common >/dev/null || return 0
  as_root sed -i 's/^#create_main_cluster = true/create_main_cluster = false/' "$conf"
  trap 'as_root sed -i "s/^create_main_cluster = false/#create_main_cluster = true/" '"$conf" EXIT
}

# Debian's package would start a server (nginx on port 80, Prometheus on 9090): its service is masked, if nobody here has set it
# up before. The tests start what they need themselves.
without_service() {
  local unit=/etc/systemd/system/$1.service
  [ -d /etc/systemd/system ] && [ ! -e "$unit" ] && as_root ln -s /dev/null "$unit" || true
}

# answers <port> [path]: whether a web server there says 200. Bash alone, for a machine without curl.
answers() {
  local status
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "${2:-/}" >&3
  read -r -t 5 _ status _ <&3 || status=
  exec 3<&- 3>&-
  [ "$status" = 200 ]
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Finds Python 3.11 and starts a script of this folder with it: `. _python.sh; run_python _run.py "$@"`.
# The only part written for the shell, so that a machine without the right Python is told so in words.

is_python_311() {
    [ -x "$1" ] && "$1" -I -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${SHOUWANG_PYTHON:-}" ]; then
        is_python_311 "$SHOUWANG_PYTHON" && printf '%s\n' "$SHOUWANG_PYTHON" && return 0
        echo "SHOUWANG_PYTHON names $SHOUWANG_PYTHON, which is not a working Python 3.11." >&2
        return 1
    fi
    for name in python3.11 python3 python; do
        saved_ifs=$IFS
        IFS=:
        for folder in $PATH /usr/local/bin /usr/bin /opt/homebrew/bin; do
            if is_python_311 "$folder/$name"; then
                IFS=$saved_ifs
                printf '%s\n' "$folder/$name"
                return 0
            fi
        done
        IFS=$saved_ifs
    done
    {
        echo "Shouwang needs Python 3.11, and none was found on this machine."
        echo "On Debian 12:          apt-get install python3.11 python3.11-venv"
        echo "With pyenv:            pyenv install 3.11 && pyenv global 3.11"
        echo "Installed elsewhere:   SHOUWANG_PYTHON=/path/to/python3.11 $0"
    } >&2
    return 1
}

run_python() {
    script=$1
    shift
    python=$(find_python) || exit 1
    exec "$python" -X utf8 "$here/$script" "$@"
}

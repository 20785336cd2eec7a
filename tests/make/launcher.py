"""Write 双击生成.bat, the file for a double click on Windows, at the top of the repository."""

from pathlib import Path

from shuzhi.commands.starter import PROJECT_FILE, project_file

if __name__ == "__main__":
    path = Path(__file__).parents[2] / PROJECT_FILE
    path.write_bytes(project_file())
    print(path.name)

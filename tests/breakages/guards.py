"""The guards, each with how it is broken and the test that must turn red; the first are those the promise names.

`old` must stand exactly once in the file: where the program was changed, the line here is changed with it.
"""

from typing import NamedTuple


class Edit(NamedTuple):
    """A text of src/shuzhi/`file` and what takes its place."""

    file: str
    old: str
    new: str


class Guard(NamedTuple):
    """`fault` is the class of what the red test raises: an assertion, or what the guard would have kept away."""

    name: str
    test: str
    edits: tuple[Edit, ...]
    fault: str = "AssertionError"


def guard(name, test, *edits, fault="AssertionError"):
    return Guard(name, f"tests/{test}", tuple(Edit(*edit) for edit in edits), fault)


NOT_RAISED = "Failed"  # pytest.raises met nothing
PANDAS_ENGINE = """
    import pandas, warnings
    warnings.simplefilter("ignore")
    frames = pandas.read_excel(io.BytesIO(data), sheet_name=None)
    return tuple(
        RawSheet(title, tuple(map(tuple, frame.astype(object).where(frame.notna(), None).to_numpy())))
        for title, frame in frames.items()
    )
"""
BY_POSITION = """from shuzhi.intake.headers import Header
        header = known.column(tuple(texts), corner) if texts else None
        if header and column <= len(known.sheet.fields):
            header = Header(known.sheet.fields[column - 1].name, 1.0)
"""
PASSED_OVER = """    try:
        verdict = rule.predicate(scene.at(rule.threshold))
    except Exception:
        return []
"""

NAMED = (
    guard(
        "dropping autoescape", "render/test_template.py::test_typed_text_stays_literal",
        ("render/printing.py", "text = escape(plain)", "text = plain"),
        fault="TemplateFault",
    ),
    guard(
        "swallowing exceptions", "validate/test_rule.py::test_a_broken_rule_is_not_passed_over",
        ("validate/rule.py", "    verdict = rule.predicate(scene.at(rule.threshold))",
         PASSED_OVER),
        fault=NOT_RAISED,
    ),
    guard(
        "writing straight to the final name", "deliver/test_delivery.py::test_disk_full",
        ("deliver/delivery.py", "partial(write_zip, office.new, inside, listed, content.password)",
         "lambda: (write_zip(office.final, inside, listed), __import__('shutil').copyfile(office.final, office.new))"),
        fault="BadZipFile",
    ),
    guard(
        "pandas' default engine", "intake/test_read.py::test_addresses_are_those_of_excel",
        ("intake/read.py", "    rest = gate.emptied\n", "    rest = None\n"),
        ("intake/read.py", "    with CalamineWorkbook.from_filelike", f"{PANDAS_ENGINE}    with CalamineWorkbook.from_filelike"),
    ),
    guard(
        "removing the gate", "intake/test_read.py::test_what_the_gate_refuses_is_not_read",
        ("intake/read.py", "    if gate.fault:\n        return None, gate\n", ""),
    ),
    guard(
        "logging a value", "nightly/test_loop.py::test_a_job_that_raises_is_noted_told_and_written_and_the_next_night_comes",
        ("nightly/journal.py", "exit_code_of(fault), place_of(fault))", "exit_code_of(fault), place_of(fault) + str(fault))"),
    ),
    guard(
        "removing the lock", "workspace/test_township.py::test_only_one_run_holds_the_workspace",
        ("workspace/folders.py", "        lock.acquire()\n", ""),
        fault=NOT_RAISED,
    ),
    guard(
        "binding columns by position", "intake/test_bind.py::test_columns_may_stand_in_any_order",
        ("intake/columns.py", "header = known.column(tuple(texts), corner) if texts else None",
         BY_POSITION),
    ),
)

OTHERS = (
    guard(
        "what a worker raises is passed over", "spread/test_processes.py::test_what_a_task_raises_is_raised_here",
        ("spread/serving.py", 'pipe.send(("raised", portable(fault)))', 'pipe.send(("done", None))'),
        fault=NOT_RAISED,
    ),
    guard(
        "a delivery that fails is passed over", "deliver/test_delivery.py::test_place_taken",
        ("deliver/delivery.py", "        raise failed(min(named, default=str(output)), reason_of(fault)) from fault", "        pass"),
        fault=NOT_RAISED,
    ),
    guard(
        "a report that fails is passed over", "commands/test_run.py::test_a_template_with_an_unknown_tag_leaves_out_its_reports_only",
        ("commands/running/writing.py", "    except TemplateFault as fault:\n        return None, (str(fault),)",
         "    except Exception:\n        return None, ()"),
    ),
    guard(
        "files are not opened again before they are delivered", "deliver/test_delivery.py::test_faulty_file",
        ("deliver/members.py", '        faults += [f"{name}：{fault}" for fault in [*([] if legal else ["文件名不合规"]), *seen.faults]]\n', ""),
        fault="BadZipFile",
    ),
    guard(
        "rows in a comment are left out of what is parsed", "deliver/test_cells.py::test_a_comment_or_section_leaves_all_rows",
        ("deliver/cells.py", ' or b"<!" in content', ""),
    ),
    guard(
        "bytes that are no text count as a cell", "deliver/test_cells.py::test_what_stays_is_as_well_formed_as_the_whole",
        ("deliver/cells.py", """[ -%'-;=-\\\\^-~]++""", "[^<&]++"),
    ),
    guard(
        "a large part is not looked at", "deliver/test_check.py::test_a_large_part_that_two_workbooks_have_alike",
        ("deliver/large.py", "    return key in _sound\n", "    return True\n"),
    ),
    guard(
        "half a byte order mark is a text", "deliver/test_check.py::test_other_files",
        ("deliver/text.py", 'codecs.iterdecode(pieces, "utf-8")', "codecs.iterdecode(pieces, _UTF8)"),
    ),
    guard(
        "only blanks of ASCII are nothing", "deliver/test_hypertext.py::test_unreadable",
        ("deliver/hypertext.py", 'page[:_BEGIN].decode(errors="ignore").strip()', "page[:_BEGIN].strip()"),
    ),
    guard(
        "plain tags are left out wherever they stand", "deliver/test_hypertext.py::test_plain_tags_hide_nothing",
        ("deliver/hypertext.py", "if seen.marks == runs:", "if True:"),
    ),
    guard(
        "plain tags are left out before the body, too", "deliver/test_hypertext.py::test_plain_tags_before_the_body_hide_nothing",
        ("deliver/hypertext.py", "not _MARKED.search(page) and not _ONCE.search(shorter, shorter.find(mark) if runs else len(shorter))", "not _MARKED.search(page)"),
    ),
    guard(
        "no other reader is asked of a workbook's texts", "deliver/test_check.py::test_shared_texts_that_another_reader_refuses",
        ("deliver/workbook.py", "not _PLAIN.fullmatch(self.archive.read(part.PartName[1:]))", "False"),
    ),
    guard(
        "of a style sheet the first line alone is looked at", "deliver/test_hypertext.py::test_faults",
        ("deliver/hypertext.py", 're.compile(rb"<(?:s|\\xc5\\xbf)tyle\\b.*?(?=</style[\\s/>]|\\Z)", re.IGNORECASE | re.DOTALL)', 're.compile(rb"<style.{9}")'),
    ),
    guard(
        "no marker while places change", "deliver/test_delivery.py::test_killed",
        ("deliver/swap.py", "        _mark(marker)\n", ""),
        fault="FileNotFoundError",
    ),
    guard(
        "a constant in a tag is no number of the report", "render/test_printing.py::test_a_number_is_recorded_whichever_way_it_comes",
        ("render/printing.py", "if isinstance(node, nodes.TemplateData):", "if isinstance(node, nodes.TemplateData | nodes.Const):"),
    ),
    guard(
        "a text marked as safe is not escaped", "render/test_printing.py::test_a_text_is_escaped_whichever_way_it_comes",
        ("render/printing.py", "text = escape(plain)", "text = plain if value is not plain and hasattr(value, '__html__') else escape(plain)"),
    ),
    guard(
        "what stands between tags is printed as a value",
        "render/test_printing.py::test_what_stands_between_tags_is_printed_as_it_is",
        ("render/printing.py", '"(" if isinstance(node, nodes.TemplateData) else "printed("', '"printed("'),
    ),
    guard(
        "printing costs nothing", "render/test_printing.py::test_every_tag_is_paid_for",
        ("render/printing.py", "        budget.spend(PRINTED, len(text))\n", ""),
        fault=NOT_RAISED,
    ),
    guard(
        "a tag that nobody knows prints nothing", "render/test_template.py::test_a_fault_names_template_paragraph_and_remedy",
        ("render/environment.py", "undefined=StrictUndefined", "undefined=__import__('jinja2').Undefined"),
        fault=NOT_RAISED,
    ),
    guard(
        "templates without a sandbox", "render/test_template.py::test_a_fault_names_template_paragraph_and_remedy",
        ("render/environment.py", "class Environment(SandboxedEnvironment)", "import jinja2\nclass Environment(jinja2.Environment)"),
    ),
    guard(
        "the page lets everything in", "summarize/page/test_page.py::test_policy",
        ("summarize/page/policy.py", "\"default-src 'none'\"", '"default-src *"'),
    ),
    guard(
        "the page escapes nothing", "summarize/page/test_page.py::test_escaped",
        ("summarize/page/page.py", "autoescape=True", "autoescape=False"),
    ),
    guard(
        "the tables of the page escape nothing", "summarize/page/test_page.py::test_escaped",
        ("summarize/page/markup.py", "str(escape(printable(text)))", "printable(text)"),
    ),
    guard(
        "the archive keeps what it is given", "test_archive.py::test_another_content_is_not_kept",
        ("archive.py", "    if not is_whole(source, sha256):\n        return None\n", ""),
        ("archive.py", "    whole = is_whole(part, sha256)", "    whole = True"),
    ),
    guard(
        "open data with every column", "summarize/test_data.py::test_columns",
        ("summarize/schema.py", 'if one.disclosure == "public" and one.name', "if one.name"),
    ),
    guard(
        "votes on persons in open data", "summarize/test_data.py::test_nothing_personal",
        ("summarize/data.py", 'frame["matter"].where(frame["kind"].isin(IMPERSONAL_VOTES), frame["kind"])', 'frame["matter"]'),
    ),
    guard(
        "formulas in open data", "summarize/test_data.py::test_values",
        ("summarize/data.py", "_quoted(guarded(plain))", "_quoted(plain)"),
    ),
    guard(
        "formulas in workbooks", "spreadsheet/test_spreadsheet.py::test_text_stays_text",
        ("spreadsheet/book.py", "return int(sheet.write_string(*place, text, look))", "return int(sheet.write(*place, text, look) or 0)"),
    ),
    guard(
        "markup of texts in 汇总表", "summarize/book/test_workbook.py::test_hostile_text",
        ("spreadsheet/rows.py", 'if text.startswith("<r>"):', "if not text:"),
    ),
    guard(
        "templates with every column", "render/test_template.py::test_personal_columns_are_out_of_reach",
        ("render/cells.py", "if field.disclosure not in _HIDDEN and field.name", "if field.name"),
        fault=NOT_RAISED,
    ),
    guard(
        "places of branches as they are typed", "model/test_place.py::test_any_roster",
        ("model/place.py", "names = [legal_name(short) for short, _ in branches]", "names = [short for short, _ in branches]"),
    ),
    guard(
        "codes in the archive as they are typed", "test_archive.py::test_a_code_never_leaves_the_archive",
        ("archive.py", "{legal_name(branch_code)}", "{branch_code}"),
    ),
    guard(
        "workers with all the memory there is", "spread/test_processes.py::test_a_death_costs_one_item_and_names_its_file",
        ("spread/serving.py", "            _limit(megabytes)\n", "            pass\n"),
    ),
    guard(
        "formulas without a result are blank", "intake/test_gate.py::test_error_cells_and_formulas_without_result_have_addresses",
        ("intake/cells.py", 'cells.broken[address] = "formula"', "pass"),
    ),
    guard(
        "entities are read", "intake/test_gate.py::test_each_fault_is_told_by_its_code",
        ("intake/markup.py", "    parser.StartDoctypeDeclHandler = _refuse_doctype\n", ""),
        fault="AttributeError",
    ),
    guard(
        "checksums are not counted", "intake/test_gate.py::test_a_flipped_byte_of_a_part_is_refused",
        ("intake/container.py", "if count != part.size or checksum != part.checksum", "if count != part.size"),
    ),
    guard(
        "checksums of small parts are not counted", "intake/test_gate.py::test_a_flipped_byte_of_a_part_is_refused",
        ("intake/container.py", "len(found) == self.size and zlib.crc32(found) == self.checksum", "len(found) == self.size"),
    ),
    guard(
        "what the patterns take is not looked at", "intake/test_usual.py::test_bytes_that_are_no_text_are_seen",
        ("intake/usual.py", "if joined and not (", "if not joined and not ("),
    ),
    guard(
        "results are texts whatever they say", "intake/test_emptied.py::test_only_a_plain_result_is_told",
        ("intake/emptied.py", "as_written([one.decode() for one in results])", "[one.decode() for one in results]"),
    ),
    guard(
        "parts of one name", "intake/test_gate.py::test_each_fault_is_told_by_its_code",
        ("intake/directory.py", "if name in found or not _is_safe(name)", "if not _is_safe(name)"),
    ),
    guard(
        "links are followed", "intake/test_find.py::test_links_are_never_followed",
        ("intake/find.py", '        status = os.lstat(path)\n    except OSError:\n        return Found(file, path, "读取时',
         '        status = os.stat(path)\n    except OSError:\n        return Found(file, path, "读取时'),
    ),
    guard(
        "a missing inbox is an empty one", "intake/test_find.py::test_a_missing_inbox_is_no_empty_inbox",
        ("intake/find.py", "        raise InboxMissing(str(folder)) from fault", "        return ()"),
        fault=NOT_RAISED,
    ),
    guard(
        "files that still grow are read", "intake/test_settled.py::test_a_file_that_changed_since_it_was_found_gets_no_verdict",
        ("intake/stage.py", "if written_since(source.path, source.version):", "if False:"),
    ),
    guard(
        "damaged results are used again", "test_cache.py::test_a_result_that_can_be_read_but_says_something_else_is_made_again",
        ("cache/plain.py", "    return file.read(_HEAD) == _head(digest_of(file))", "    return True"),
    ),
    guard(
        "a run is noted line by line", "test_ledger.py::test_half_a_record",
        ("ledger/transaction.py", '    with connection:\n        connection.execute("BEGIN IMMEDIATE")\n        yield connection',
         "    yield connection"),
    ),
    guard(
        "a night is run again and again", "nightly/test_due.py::test_when_a_run_is_due",
        ("nightly/due.py", "return None if ended or", "return None if"),
    ),
    guard(
        "the log for everybody", "nightly/test_loop.py::test_the_log_is_private_turns_over_and_takes_no_line_breaks",
        ("nightly/journal.py", "os.open(name, flags, 0o600)", "os.open(name, flags, 0o644)"),
    ),
    guard(
        "what is made for everybody", "files/test_rights.py::test_everything_made_is_its_owners_alone",
        ("files/rights.py", "    os.umask(0o077)", "    os.umask(0o022)"),
    ),
    guard(
        "messages of programs in the closing words", "cli/test_streams.py::test_what_went_wrong_inside_is_told_without_its_message",
        ("cli/__init__.py", "（{type(fault).__name__}）", "（{fault}）"),
    ),
    guard(
        "a console's missing characters", "cli/test_streams.py::test_a_console_keeps_its_encoding",
        ("cli/streams.py", 'errors="replace"', 'errors="strict"'),
        fault="CalledProcessError",
    ),
    guard(
        "files that are not synced", "faults/test_powercut.py::test_every_state_of_the_delivery",
        ("deliver/zips.py", "        os.fsync(stream.fileno())\n", ""),
    ),
    guard(
        "a copy that is not synced", "faults/test_powercut.py::test_every_state_of_the_delivery",
        ("deliver/unpacked.py", "    sync_below(folder, new)\n", ""),
    ),
    guard(
        "a zip that is not read again", "deliver/test_delivery.py::test_a_zip_damaged_on_its_way",
        ("deliver/zips.py", "digest(target) == written if plain", "True if plain"),
    ),
    guard(
        "folders that are not synced", "faults/test_powercut.py::test_every_state_of_the_delivery",
        ("files/durable.py", "        os.fsync(handle)\n", "        pass\n"),
    ),
    guard(
        "a zip that is open is given up at once", "faults/test_disk.py::test_a_zip_that_is_open",
        ("deliver/swap.py", "for pause in (*PAUSES, None)", "for pause in (None,)"),
    ),
    guard(
        "a path too long for the ledger", "workspace/test_folders.py::test_a_longer_one_is_refused_with_what_to_do",
        ("workspace/folders.py", "> MOST_BYTES:", "> 10**9:"),
        fault=NOT_RAISED,
    ),
    guard(
        "what changed while a run went on is its answer", "commands/running/test_meanwhile.py::test_what_was_another_while_a_run_went_on_is_nothing_to_repeat",
        ("commands/run.py", "if inputs.ask() == inputs.question:", "if True:"),
    ),
    guard(
        "templates put back were never gone", "commands/running/test_meanwhile.py::test_what_was_another_while_a_run_went_on_is_nothing_to_repeat",
        ("commands/running/before.py", "rest), files, times)", "rest), files)"),
    ),
    guard(
        "a run that read other files than it found is repeated", "commands/running/test_meanwhile.py::test_what_was_another_while_a_run_went_on_is_nothing_to_repeat",
        ("commands/running/before.py", "if question.key and read == question.files:", "if question.key:"),
    ),
    guard(
        "settings are kept whatever the file says", "workspace/test_loading.py::test_a_changed_file_is_read",
        ("workspace/loading.py", "if kept and kept == seen and", "if kept and"),
    ),
    guard(
        "templates that are gone are not missed", "workspace/test_loading.py::test_a_template_that_is_gone_is_told",
        ("workspace/loading.py", " and _templates_are_there(workspace, settings):", ":"), fault=NOT_RAISED,
    ),
    guard(
        "any run before is repeated", "commands/running/test_before.py::test_only_the_last_run_that_delivered_is_repeated",
        ("commands/running/before.py", " and ledger.runs.latest_run(period) == found.number", ""),
    ),
    guard(
        "what cannot be read whole makes no difference", "commands/running/test_before.py::test_whatever_was_asked_for_makes_it_another",
        ("commands/running/before.py", ' != "Q" or not all(digests):', ' != "Q":'),
    ),
    guard(
        "templates and 定稿 make no difference", "commands/running/test_before.py::test_whatever_a_run_is_made_from_makes_it_another",
        ("commands/running/before.py", "files, ignored, beside, settings", "files, ignored, settings"),
    ),
    guard(
        "zips that were changed stand", "commands/running/test_before.py::test_a_delivery_that_does_not_stand_as_it_was_published_is_made_again",
        ("deliver/standing.py", " or {_seen(office), _seen(upward)} != set(delivered):", ":"),
    ),
    guard(
        "a copy that was changed stands", "commands/running/test_before.py::test_a_delivery_that_does_not_stand_as_it_was_published_is_made_again",
        ("deliver/standing.py", "if not is_copy(folder, members, listed):", "if False:"),
    ),
    guard(
        "a delivery half replaced stands", "commands/running/test_before.py::test_a_delivery_that_does_not_stand_as_it_was_published_is_made_again",
        ("deliver/standing.py", "if marker(output, period.code).path.exists() or ", "if "),
    ),
    guard(
        "workbooks are as read, whatever they are read under", "commands/running/test_kept.py::test_a_workbook_is_read_again_when_what_it_is_read_under_changes",
        ("commands/running/kept.py", "if source is None or under.get(entry.submission) != basis.under(entry.file, entry.sha256, entry.branch_code):",
         "if source is None:"),
    ),
    guard(
        "workbooks of one size are one", "commands/running/test_kept.py::test_a_workbook_of_the_same_size_is_another_where_its_content_is",
        ("commands/running/kept.py", "same = hashlib.sha256(content).hexdigest() == entry.sha256", "same = True"),
    ),
    guard(
        "damaged raw books are used", "commands/running/test_kept.py::test_a_chunk_whose_tables_are_damaged_is_read_again",
        ("commands/running/kept.py", " or park is None or batch.cache.place(_books(name)) is None:", " or park is None:"),
    ),
    guard(
        "damaged tables are used", "commands/running/test_meanwhile.py::test_what_was_read_and_is_damaged_before_it_is_used_is_told",
        ("cache/plain.py", "    if found is None:\n        raise", "    if False:\n        raise"),
        fault="AttributeError",
    ),
    guard(
        "a run that failed notes what it noted early", "test_ledger.py::test_what_is_noted_early",
        ("ledger/opening.py", "            self.runs.connection.rollback()\n", ""),
    ),
    guard(
        "what is noted early lasts alone", "test_ledger.py::test_what_is_noted_early",
        ("ledger/opening.py", "            yield\n        except sqlite3.Error:\n", "            yield\n            connection.commit()\n        except sqlite3.Error:\n"),
    ),
    guard(
        "a password goes to other processes", "commands/running/test_publishing.py::test_a_password_stays_in_this_process[more1-False]",
        ("commands/running/finishing.py", "not request.cluster and password is None and", "not request.cluster and"),
    ),
)

GUARDS = NAMED + OTHERS

using System.Text;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What people expect of a tool for incidents (F1–F50), and what they find here and nowhere else (N1–N17): each
/// has a test that goes in by a door which a person has. The table lies in <c>TestResults/field.md</c>.</summary>
public sealed partial class CoveredFieldTests
{
    private static readonly (string Id, string What, string Test)[] Rows =
    [
        ("F1", "Declare from chat", "SlackInboundTests.A_slash_command_is_run_and_answered_in_the_request"),
        ("F2", "Declare from a message", "FieldCaptureTests.What_is_declared_from_a_message_links_to_it"),
        (
            "F3",
            "Declare by an alert",
            "AlertDeliveryTests.An_alert_declares_and_its_end_is_recorded_and_resolves_nothing"
        ),
        ("F4", "A room of its own", "FieldRoomTests.A_rooms_name_keeps_the_letters_of_its_title"),
        ("F5", "Private incidents", "OutsiderTests.An_outsider_on_every_surface_sees_nothing_of_a_private_incident"),
        (
            "F6",
            "Impact in a few taps",
            "TeamsStoryTests.Three_taps_in_a_form_that_one_person_alone_sees_and_a_missing_one_keeps_the_others"
        ),
        ("F7", "Roles", "TeamsStoryTests.A_role_is_given_by_a_mention_whose_name_comes_in_two_parts"),
        ("F8", "Tasks", "FieldPeopleTests.A_task_and_a_question_reach_who_is_elsewhere"),
        (
            "F9",
            "A card that says what is next",
            "FieldWordsTests.The_card_asks_one_thing_in_plain_words_with_names_that_people_have"
        ),
        (
            "F10",
            "The room is kept as a timeline",
            "FieldCaptureTests.Forwarded_words_are_kept_with_their_author_and_their_place"
        ),
        ("F11", "A reaction or pin makes an entry", "SlackEventTests.A_reaction_puts_its_message_into_the_timeline"),
        (
            "F12",
            "Updates for each audience",
            "AudienceFieldTests.Who_hears_what_goes_by_severity_and_each_reads_its_own_words"
        ),
        (
            "F13",
            "Updates are reminded of",
            "FourStoriesTests.A_suppliers_outage_of_three_hours_with_nothing_to_roll_back"
        ),
        (
            "F14",
            "Updates by mail",
            "AudienceFieldTests.Mail_goes_out_while_Slack_is_down_and_what_fails_is_said_in_the_room"
        ),
        (
            "F15",
            "On-call is paged",
            "PagingFieldTests.A_critical_incident_reaches_each_member_of_the_group_that_owns_the_service"
        ),
        (
            "F16",
            "Paging systems",
            "PagingFieldTests.A_page_goes_out_by_PagerDuty_while_Slack_is_down_and_who_acknowledges_it_there_is_on_it"
        ),
        ("F17", "A page is acknowledged", "PagingFieldTests.Who_presses_the_button_of_the_page_is_on_it"),
        (
            "F18",
            "Deploys and changes",
            "ChangeDeliveryTests.An_incident_hears_of_the_day_before_it_each_change_at_its_own_time"
        ),
        ("F19", "Change freeze", "ChangeDeliveryTests.A_deploy_in_a_freeze_is_flagged"),
        ("F20", "Ways back", "ChangeDeliveryTests.A_source_that_names_a_deploy_by_its_version_has_ways_back_too"),
        (
            "F21",
            "A rollback is carried out",
            "RollbackWebhookTests.What_was_confirmed_is_asked_for_signed_and_is_done_when_a_deploy_hook_says_so"
        ),
        (
            "F22",
            "Suppliers' pages",
            "ChangeDeliveryTests.A_suppliers_trouble_stands_among_the_suspects_until_it_is_over"
        ),
        (
            "F23",
            "Alerts are grouped",
            "AlertDeliveryTests.A_thousand_alerts_in_one_body_are_one_incident_and_all_are_recorded"
        ),
        (
            "F24",
            "Monitoring is read",
            "MonitoringTests.Recovery_is_what_prometheus_shows_and_a_service_that_died_has_not_recovered"
        ),
        ("F25", "Runbooks", "PagesTests.A_guide_is_read_whole_on_its_page_and_found_in_the_list"),
        ("F26", "The catalogue is checked", "LintCommandTests.A_bad_folder_ends_with_1_and_names_every_place"),
        (
            "F27",
            "Services with owners and links",
            "PracticeTests.News_comes_by_mail_with_links_a_plan_and_no_page_for_what_is_minor"
        ),
        ("F28", "Theories with evidence", "PracticeTests.One_theory_is_tested_with_evidence_for_and_against_it"),
        ("F29", "Evidence with files", "EvidenceTests.A_file_in_the_room_becomes_evidence_and_its_copy_can_be_checked"),
        (
            "F30",
            "A page of each incident",
            "PagesTests.A_phase_that_was_left_out_is_not_shown_as_done_and_the_files_are_at_hand"
        ),
        ("F31", "Words on the page too", "PagesTests.The_page_takes_the_same_words_and_refuses_forged_ones"),
        ("F32", "Sign-in", "SignInTests.Whoever_signs_in_with_Slack_is_the_same_person_as_in_chat"),
        ("F33", "Guests stay outside", "GuestTests.A_guest_may_do_nothing_while_Slack_does_not_say_who_they_are"),
        (
            "F34",
            "Microsoft Teams",
            "TeamsStoryTests.A_mention_declares_an_incident_whose_card_is_a_post_with_its_room_below"
        ),
        ("F35", "A review that several write", "ReviewTogetherTests.No_word_is_lost"),
        ("F36", "Actions in trackers", "TrackerTests.An_action_gets_its_item_with_its_link"),
        ("F37", "Their ends come back", "TrackerHookTests.The_end_of_an_item_is_the_end_of_its_action"),
        ("F38", "Report, session, close", "ReviewStoryTests.From_the_all_clear_to_the_end"),
        ("F39", "Similar incidents", "InsightsTests.What_came_twice_is_named_with_its_last_incident"),
        ("F40", "Insights", "InsightsTests.The_page_has_the_groups_the_figures_with_their_spread_and_the_worst_phase"),
        ("F41", "Practice", "LearningTests.A_famous_outage_and_an_incident_of_ours_are_played_from_chat"),
        ("F42", "Exports", "PagesTests.A_timeline_is_to_be_had_in_every_format"),
        ("F43", "A canvas", "SlackCanvasTests.A_person_asks_for_it_in_chat_and_the_report_stands_in_it"),
        ("F44", "Redaction", "InsightsTests.Pages_show_what_was_reckoned_last_and_no_word_that_was_redacted_since"),
        (
            "F45",
            "Several hosts, none loses anything",
            "KillTests.Nothing_acknowledged_is_lost_and_nothing_is_posted_twice_when_the_host_is_killed_three_times"
        ),
        (
            "F46",
            "Hooks that prove themselves",
            "DoorTests.A_signed_delivery_goes_in_by_its_own_id_and_one_byte_less_does_not"
        ),
        ("F47", "Figures for operations", "SignInTests.Metrics_are_read_with_a_token_where_people_sign_in"),
        ("F48", "Minor ones become tickets", "TicketTests.A_minor_incident_becomes_a_ticket_with_its_link"),
        (
            "F49",
            "A daily digest",
            "AlertDeliveryTests.One_hot_machine_is_a_line_in_the_digest_and_a_second_one_opens_a_room"
        ),
        (
            "F50",
            "Pace of the platform",
            "TroubleTests.A_room_stuck_in_429_delays_no_other_room_no_answer_and_no_deadline"
        ),
        (
            "N1",
            "One card of all that is missing",
            "HeldCommandTests.All_that_is_missing_stands_on_one_card_and_each_answer_says_what_is_left"
        ),
        (
            "N2",
            "Armed, and never resolved on silence",
            "ProofTests.Armed_on_a_typed_proof_it_asks_for_a_second_look_and_never_resolves_on_silence"
        ),
        (
            "N3",
            "One change at a time",
            "HeldCommandTests.Of_two_that_wait_none_starts_after_the_other_without_a_new_look"
        ),
        ("N4", "What destroys is guarded", "ChangeTests.The_target_is_what_is_changed_and_never_a_word_of_the_work"),
        ("N5", "A file that proves itself", "ProofTests.What_was_not_touched_passes_offline_and_in_the_browser"),
        (
            "N6",
            "It works while chat is down",
            "PagingFieldTests.A_page_goes_out_while_Slack_is_down_and_then_the_room_catches_up_in_order_and_once"
        ),
        (
            "N7",
            "Paged means reached",
            "PagingFieldTests.A_name_that_is_nobodys_is_said_in_the_room_and_never_called_paged"
        ),
        (
            "N8",
            "Ten steps in the settled order",
            "RhythmStoryTests.The_card_asks_one_thing_and_the_page_shows_the_ten_steps"
        ),
        ("N9", "Notes that nobody can trace", "NamelessDoorTests.Who_leaves_one_from_Slack_stands_in_no_table"),
        (
            "N10",
            "Blame lint",
            "LearningTests.A_blaming_sentence_is_kept_with_a_better_wording_and_a_nameless_note_asks_for_its_form"
        ),
        ("N11", "Adherence over time", "WeeklyPatternsTests.It_says_whether_the_order_is_kept_better_than_before"),
        (
            "N12",
            "Drills score people's steps",
            "PastDrillTests.It_is_played_from_its_id_and_its_score_stands_in_chat_and_on_the_page"
        ),
        ("N13", "Famous outages to play", "LearningTests.A_famous_outage_and_an_incident_of_ours_are_played_from_chat"),
        (
            "N14",
            "What helped last time, at declare",
            "InsightsTests.A_new_incident_of_the_service_says_that_it_was_seen_before_and_what_helped"
        ),
        (
            "N15",
            "An early all-clear is questioned",
            "ChangeTests.An_early_all_clear_is_questioned_with_a_true_wording_and_sent_only_by_the_lead_as_an_override"
        ),
        (
            "N16",
            "Data is answered for",
            "ProofTests.Damaged_data_lowers_nothing_says_what_comes_next_and_holds_back_the_end"
        ),
        (
            "N17",
            "Was it reported in the right place",
            "LearningTests.A_minor_incident_is_asked_once_whether_it_was_reported_in_the_right_place"
        ),
    ];

    private static readonly ILookup<string, string> Sources = Directory
        .EnumerateFiles(Path.Combine(RequirementTable.Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

    public static TheoryData<string> Ids => [.. Rows.Select(row => row.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void What_is_expected_has_a_test_through_a_door(string id)
    {
        var (type, method) = Cut(Rows.Single(row => row.Id == id).Test);
        var found = Sources[type].Where(source => Regex.IsMatch(source, $@"public (async )?Task {method}\(")).ToArray();
        Assert.True(found.Length > 0, $"{id}: there is no {type}.{method}.");
        Assert.Contains(found, source => Door().IsMatch(source));
    }

    [Fact]
    public void The_table_is_whole_and_written()
    {
        Assert.Equal(
            [.. Enumerable.Range(1, 50).Select(n => $"F{n}"), .. Enumerable.Range(1, 17).Select(n => $"N{n}")],
            Rows.Select(row => row.Id)
        );
        var text = new StringBuilder("# Expected → test\n\n| id | what | test |\n|---|---|---|\n");
        foreach (var (id, what, test) in Rows)
            text.Append($"| {id} | {what} | {test.Replace('_', ' ')} |\n");
        var folder = Directory.CreateDirectory(Path.Combine(RequirementTable.Root(), "TestResults"));
        File.WriteAllText(Path.Combine(folder.FullName, "field.md"), text.ToString());
    }

    private static (string Type, string Method) Cut(string test) =>
        test.Split('.') is [var type, var method] ? (type, method) : throw new FormatException(test);

    // What a test uses that starts a host and calls it from outside.
    [GeneratedRegex(
        @"\b(FieldCase|FieldDoor|TruthRooms|WholeHost|SlackHost|PagesHost|TeamsHost|TeamsWorld|SignalsHost|InsightsHost"
            + @"|World|TestProcess|Process|OutsiderHost|HttpClient|Person|Browser|Rooms|AudienceRooms|PagingRooms)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Door();
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MimeKit;

namespace ChatOpsIncidents.Host.Invitations;

/// <summary>A session about a review as calendars read it: one entry, however often it is moved. Times are in
/// UTC.</summary>
/// <remarks>Source: RFC 5545, RFC 5546.</remarks>
internal sealed class SessionCalendar(MailServer server, PolicySource policy, TimeProvider clock)
{
    private const string Utc = "UTC";
    private const string Product = "-//ChatOpsIncidents//EN";

    // Where no mail is sent nobody can answer.
    private const string Nobody = "incidents@localhost";

    /// <summary>What asks one person to it, or tells them that it is off.</summary>
    public string For(string workspace, string incidentId, Effect.Invitation told, MailboxAddress to)
    {
        var method = told.OffBecause is null ? CalendarMethods.Request : CalendarMethods.Cancel;
        var entry = Entry(workspace, incidentId, told.At, told.Number, told.Title, told.Where);
        entry.Status = told.OffBecause is null ? EventStatus.Confirmed : EventStatus.Cancelled;
        entry.Attendees.Add(
            new Attendee($"mailto:{to.Address}")
            {
                CommonName = MailServer.OneLine(told.Name),
                Role = ParticipationRole.RequiredParticipant,
                ParticipationStatus = EventParticipationStatus.NeedsAction,
                Rsvp = true,
            }
        );
        return Text(method, entry);
    }

    /// <summary>The session that is planned, for whoever opens the file; null: none is, or it is an item of another
    /// meeting.</summary>
    public RenderedFile? FileOf(Incident incident)
    {
        if (incident is not { Session: { Link: null } session, Origin: { } origin })
            return null;
        var title = incident.IsPrivate ? "" : incident.Title;
        var number = incident.SessionChanges - 1;
        var entry = Entry(origin.Workspace, incident.Id, session.At, number, title, session.Where);
        entry.Status = EventStatus.Confirmed;
        var name = $"{incident.Id.ToLowerInvariant()}-session.ics";
        var text = Text(CalendarMethods.Publish, entry);
        return new RenderedFile(name, "text/calendar; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What the entry is called.</summary>
    public static string Subject(string incidentId, string title) =>
        MailServer.OneLine(title.Length > 0 ? $"Review of {incidentId}: {title}" : $"Review of {incidentId}");

    /// <summary>What is talked over, and where the report stands.</summary>
    public string Agenda(string incidentId)
    {
        var page = policy.Current.PageOf(incidentId) is { } url ? $"Read the report first: {url}\n" : "";
        return $"{page}Three questions:\n{string.Join('\n', SessionAgenda.Lines())}";
    }

    private CalendarEvent Entry(
        string workspace,
        string incidentId,
        DateTimeOffset at,
        int number,
        string title,
        string? where
    )
    {
        var host = server.IsSet ? server.Host : "localhost";
        var entry = new CalendarEvent
        {
            Uid = $"{incidentId}-review-{workspace}@{host}",
            Sequence = number,
            DtStamp = Time(clock.GetUtcNow()),
            DtStart = Time(at),
            DtEnd = Time(at + SessionAgenda.Length),
            Summary = Subject(incidentId, title),
            Description = Agenda(incidentId),
            Location = where,
            Organizer = new Organizer($"mailto:{(server.IsSet ? server.Sender.Address : Nobody)}")
            {
                CommonName = "Incidents",
            },
            Transparency = TransparencyType.Opaque,
        };
        if (policy.Current.PageOf(incidentId) is { } page)
            entry.Url = new Uri(page);
        return entry;
    }

    private static CalDateTime Time(DateTimeOffset at) => new(at.UtcDateTime, Utc);

    private static string Text(string method, CalendarEvent entry)
    {
        var calendar = new Calendar { Method = method, ProductId = Product };
        calendar.Events.Add(entry);
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }
}

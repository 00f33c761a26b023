using ChatOpsIncidents.Host.Ports;
using SmtpServer.Protocol;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>Mail to a real server in this process.</summary>
public sealed class MailPagerTests : IAsyncLifetime
{
    private readonly TestMailServer _server = TestMailServer.Start();

    private static PageCall Call { get; } =
        new("INC-12", "chatops-T1-INC-12-page-3-1", "payments-oncall", "checkout\r\nBcc: all@x.test", Severity.Major);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Each_receiver_gets_a_mail_of_their_own_that_a_repeat_does_not_double()
    {
        Assert.IsType<AttemptEnd.Done>(await Pager().Page(Call, default));
        Assert.Equal(["a@x.test", "b@x.test"], _server.Mails.Select(mail => mail.To.ToString()));
        var mail = _server.Mails[0];
        Assert.Equal("[INC-12] checkout Bcc: all@x.test", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Equal("chatops-T1-INC-12-page-3-1@x.test", mail.MessageId);
        Assert.Equal("chatops-T1-INC-12@x.test", mail.InReplyTo);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("All", mail.Headers["X-Auto-Response-Suppress"]);
        Assert.Contains("pages.x.test", mail.Headers["List-Id"], StringComparison.Ordinal);
        Assert.Contains("https://incidents.test/incidents/INC-12", mail.TextBody, StringComparison.Ordinal);
        await Pager().Page(Call, default);
        Assert.Single(_server.Mails.Select(one => one.MessageId).Distinct());
    }

    [Fact]
    public async Task A_server_that_says_later_is_tried_later_and_then_takes_it()
    {
        _server.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.Aborted, "greylisted"));
        Assert.Contains(
            "451",
            Assert.IsType<AttemptEnd.TryAgain>(await Pager().Page(Call, default)).Why,
            StringComparison.Ordinal
        );
        Assert.IsType<AttemptEnd.Done>(await Pager().Page(Call, default));
    }

    [Fact]
    public async Task A_server_that_refuses_is_not_asked_again()
    {
        _server.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.TransactionFailed, "no"));
        Assert.IsType<AttemptEnd.GiveUp>(await Pager().Page(Call, default));
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again()
    {
        await _server.Stop();
        Assert.IsType<AttemptEnd.TryAgain>(await Pager().Page(Call, default));
    }

    private IPager Pager() =>
        PagerBench.Of(
            "mail",
            new(_server.Settings())
            {
                ["Web:BaseUrl"] = "https://incidents.test",
                ["Paging:Mail:To:payments-oncall"] = "a@x.test, b@x.test",
            }
        );
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class EvidenceTests
{
    private static readonly byte[] Graph = Encoding.UTF8.GetBytes("the pool at its limit, as it looked at 14:05");

    [Fact, Trait("Requirement", "B13")]
    public async Task A_file_in_the_room_becomes_evidence_and_its_copy_can_be_checked()
    {
        await using var world = await World.Start("evidence");
        var room = await world.Declare("checkout fails");
        var ts = await Share(world, room);
        await world.Act(
            "shortcut",
            new
            {
                @as = Rooms.Ana,
                callbackId = "save_as_evidence",
                channel = room,
                ts,
            }
        );

        var digest = Convert.ToHexStringLower(SHA256.HashData(Graph));
        var kept = await World.Until(
            "the copy",
            async () =>
                (await world.Timeline("INC-1"))["entries"]!
                    .AsArray()
                    .FirstOrDefault(e => e!["kind"]!.GetValue<string>() == "file-kept.v1")
        );
        Assert.Contains(digest, kept["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var (status, bytes) = await Download(world, digest, "read-token");
        Assert.Equal((HttpStatusCode.OK, digest), (status, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Download(world, digest, "guessed")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Download(world, new string('0', 64), "read-token")).Status);
    }

    private static async Task<string> Share(World world, string room)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Rooms.Ana), "as" },
            { new StringContent(room), "channel" },
            { new StringContent("the pool"), "text" },
            { new ByteArrayContent(Graph), "file", "pool.txt" },
        };
        using var answer = await world.Http.PostAsync(new Uri(world.WorkspaceUrl, "/sim/upload"), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await World.Until(
            "the file in the room",
            async () =>
                (await world.Messages(room))
                    .FirstOrDefault(m => m["files"] is JsonArray { Count: > 0 })
                    ?["ts"]?.GetValue<string>()
        );
    }

    private static async Task<(HttpStatusCode Status, byte[] Bytes)> Download(World world, string digest, string token)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(world.HostUrl, $"/api/v1/incidents/INC-1/evidence/{digest}")
        );
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await world.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}

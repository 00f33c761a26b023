using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Somebody of the tenant.</summary>
internal sealed record TeamsPerson(string Name, string Address, string Id, string Role = "user")
{
    public static readonly TeamsPerson Ana = new("Ana Sousa", "29:ana", "00000000-0000-0000-0000-000000000001");
    public static readonly TeamsPerson Ben = new("Ben Okafor", "29:ben", "00000000-0000-0000-0000-000000000002");
    public static readonly TeamsPerson Chloe = new("Chloe Martin", "29:chloe", "00000000-0000-0000-0000-000000000003");
    public static readonly TeamsPerson Dev = new("Dev Patel", "29:dev", "00000000-0000-0000-0000-000000000004");
    public static readonly TeamsPerson Eve = new(
        "Eve Guest",
        "29:eve",
        "00000000-0000-0000-0000-000000000005",
        "guest"
    );

    public static readonly TeamsPerson[] All = [Ana, Ben, Chloe, Dev, Eve];

    /// <summary>The chat with us alone.</summary>
    public string Chat => ChatOf(Address);

    /// <summary>As the roster says it.</summary>
    public string Mail => $"{Address[3..]}@example.com";

    public static string ChatOf(string address) => "a:chat-of-" + address[3..];

    public JsonObject AsSender() =>
        new()
        {
            ["id"] = Address,
            ["name"] = Name,
            ["aadObjectId"] = Id,
        };

    public JsonObject AsMember() =>
        new()
        {
            ["id"] = Address,
            ["name"] = Name,
            ["aadObjectId"] = Id,
            ["email"] = Mail,
            ["userPrincipalName"] = Mail,
            ["tenantId"] = FakeConnector.Tenant,
            ["userRole"] = Role,
        };
}

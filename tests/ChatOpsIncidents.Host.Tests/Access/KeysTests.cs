using System.Security.Cryptography;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>The keys of cookies and forms.</summary>
public sealed class KeysTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task What_one_host_protects_another_one_reads()
    {
        var database = await postgres.NewDatabase();
        await using var one = await WholeHost.Start(postgres, database: database);
        await using var other = await WholeHost.Start(postgres, database: database);
        var secret = Protector(one).Protect("ben");
        Assert.Equal("ben", Protector(other).Unprotect(secret));
    }

    [Fact]
    public async Task With_a_key_of_ours_the_database_alone_opens_nothing()
    {
        var database = await postgres.NewDatabase();
        string secret;
        await using (var one = await WholeHost.Start(postgres, Key(1), database))
        {
            secret = Protector(one).Protect("ben");
            await using var command = one
                .App.Services.GetRequiredService<NpgsqlDataSource>()
                .CreateCommand("select string_agg(content, '') from protection_key");
            var stored = (string)(await command.ExecuteScalarAsync())!;
            Assert.Contains("<encryptedSecret", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
        }

        await using (var same = await WholeHost.Start(postgres, Key(1), database))
            Assert.Equal("ben", Protector(same).Unprotect(secret));
        await using var stranger = await WholeHost.Start(postgres, Key(2), database);
        Assert.ThrowsAny<CryptographicException>(() => Protector(stranger).Unprotect(secret));
    }

    private static Dictionary<string, string?> Key(byte fill)
    {
        var key = new byte[32];
        Array.Fill(key, fill);
        return new() { ["Security:Key"] = Convert.ToBase64String(key) };
    }

    private static IDataProtector Protector(WholeHost host) =>
        host.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}

with counted as (update counter set value = @number where name = 'incident')
insert into incident (id, number, platform, workspace, seq, head_hash, title, severity, phase, is_running, is_private, lead_id,
                      lead_name, services, people, declared_at, channel_id, changed_at, is_drill)
values (@id, @number, @platform, @workspace, @seq, @head, @title, @severity, @phase, @running, @private, @lead_id,
        @lead_name, @services, @people, @declared, @channel, @now, @drill);

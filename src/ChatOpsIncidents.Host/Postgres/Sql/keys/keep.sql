insert into protection_key (name, content) values (@name, @content);
